import { type ReactNode, useContext } from 'react';
import { FigureContext } from './figure-context.ts';
import { seenText } from './seen-text.ts';

/**
 * A number of a figure's table that says where it comes from when it is pressed. It is no stop of the keyboard, because a
 * table of hundreds would have hundreds: the keyboard's way is the figure's own button, which asks for the period.
 */
export function ExplainedNumber({
  rowKey,
  columnKey,
  name,
  children,
}: {
  readonly rowKey: string;
  readonly columnKey: string;
  /** What it is of, where it stands in no table. */
  readonly name?: string;
  readonly children: ReactNode;
}) {
  const { explainNumber } = useContext(FigureContext);
  if (explainNumber === undefined) return children;
  return (
    <button
      type="button"
      className="explained"
      tabIndex={-1}
      aria-haspopup="dialog"
      onClick={({ currentTarget }) => {
        const data = currentTarget.querySelector<HTMLDataElement>('data.rounded');
        explainNumber({
          value: data === null ? undefined : Number(data.value),
          at: [rowKey, columnKey],
          names: name === undefined ? namesOf(currentTarget) : [name],
        });
      }}
    >
      {children}
    </button>
  );
}

/** As the heads of its row and its column say it; none outside of a table. */
function namesOf(number: Element): readonly string[] {
  const cell = number.closest('td');
  if (cell === null) return [];
  const heads = cell.closest('table')?.querySelectorAll('thead th') ?? [];
  const of = [cell.parentElement?.querySelector('th') ?? null, heads[cell.cellIndex] ?? null];
  return of.map(seenText).filter((name) => name !== '');
}
