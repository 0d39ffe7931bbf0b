import { type ReactNode, useContext } from 'react';
import { FigureContext } from './figure-context.ts';

/**
 * A number of a figure's table that says where it comes from when it is pressed. It is no stop of the keyboard, because a
 * table of hundreds would have hundreds: the keyboard's way is the figure's own button, which asks for the period.
 */
export function ExplainedNumber({
  rowKey,
  columnKey,
  children,
}: {
  readonly rowKey: string;
  readonly columnKey: string;
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
        explainNumber({ value: data === null ? undefined : Number(data.value), at: [rowKey, columnKey] });
      }}
    >
      {children}
    </button>
  );
}
