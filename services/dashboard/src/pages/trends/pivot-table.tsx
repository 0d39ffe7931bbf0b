import type { ReactNode } from 'react';
import { SilentMark } from '../../completeness/silent-mark.tsx';
import { isAnySilent, useSilence } from '../../completeness/use-silence.ts';
import type { Cell } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { CodeName } from '../../parts/code-name.tsx';
import { dimensionText } from '../../parts/code-text.ts';
import { ExplainedNumber } from '../../parts/explained-number.tsx';
import { NotGiven } from '../../parts/not-given.tsx';
import { onNumberKeys } from '../../parts/number-keys.ts';
import { Rounded } from '../../parts/rounded.tsx';
import { TableFrame } from '../../parts/table-frame.tsx';
import { countedIn, periodsOf } from './laid-out.ts';
import { nextSorting, sortedRows } from './pivot.ts';
import type { PivotChoiceProps } from './pivot-choice.tsx';
import { PERIOD } from './trends-view.ts';

export type PivotTableProps = PivotChoiceProps & {
  readonly caption: string;
  readonly base: number;
  /** What an only column is called. */
  readonly valueTitle: string;
};

/** The released numbers; a click on a column's head sorts the rows by it. */
export function PivotTable({ view, change, laid, caption, base, valueTitle }: PivotTableProps) {
  const locale = useLocale();
  const { rows: down, columns: across } = laid.placing;
  const { columns } = laid.pivot;
  const sortBy = (column: string) => change({ ...view, sorting: nextSorting(view.sorting, column) });
  const isSilent = useSilence(periodsOf(laid));
  const markAt = (row: string, column: string) => {
    const countries = countedIn(laid, row, column);
    if (countries === undefined || !isAnySilent(isSilent, countries, laid.periodOf(row, column))) return null;
    return <SilentMark of={countries.length === 1 ? 'country' : 'region'} />;
  };
  return (
    <TableFrame
      caption={caption}
      last={across === PERIOD ? columns.at(-1) : undefined}
      kind="pivot"
      onKeyDown={onNumberKeys}
    >
      <table>
        <caption className="spoken">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{dimensionText(down, locale)}</th>
            {columns.map((column) => {
              const order = view.sorting?.column === column ? view.sorting.order : undefined;
              return (
                <th key={column} scope="col" data-key={column} className="numeric" aria-sort={order}>
                  <button
                    type="button"
                    className={`sort sort-${order ?? 'none'}`}
                    onClick={() => sortBy(column)}
                  >
                    {across === undefined ? valueTitle : <ColumnName dimension={across} code={column} />}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {sortedRows(laid.pivot, view.sorting).map((row) => (
            <tr key={row} data-key={row}>
              <th scope="row">
                <CodeName dimension={down} code={row} />
              </th>
              {columns.map((column) => (
                <td key={column} className="numeric">
                  <NumberCell
                    row={row}
                    column={column}
                    cell={laid.pivot.cellAt(row, column)}
                    mark={markAt(row, column)}
                    base={base}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

/** Periods stand close beside each other: their short form is enough. */
function ColumnName({ dimension, code }: { readonly dimension: string; readonly code: string }) {
  const { shortPeriod } = useLocale();
  return dimension === PERIOD ? shortPeriod(code) : <CodeName dimension={dimension} code={code} />;
}

function NumberCell({
  row,
  column,
  cell,
  mark,
  base,
}: {
  readonly row: string;
  readonly column: string;
  readonly cell: Cell | undefined;
  /** Of a silent country. */
  readonly mark: ReactNode;
  readonly base: number;
}) {
  if (cell === undefined) return <NotGiven />;
  return (
    <>
      <ExplainedNumber rowKey={row} columnKey={column}>
        <Rounded value={Number(cell.value)} form="cell" base={base} cell={cell} />
      </ExplainedNumber>
      {mark}
    </>
  );
}
