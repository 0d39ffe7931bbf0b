import type { ReactNode } from 'react';
import { SilentMark } from '../../completeness/silent-mark.tsx';
import { isAnySilent, useSilence } from '../../completeness/use-silence.ts';
import { type Change, changeBetween, type OfPeriod } from '../../data/change.ts';
import { useLocale } from '../../language/locale.tsx';
import { Changed } from '../../parts/changed.tsx';
import { CodeName, dimensionText } from '../../parts/code-name.tsx';
import { ExplainedNumber } from '../../parts/explained-number.tsx';
import { NotGiven } from '../../parts/not-given.tsx';
import { onNumberKeys } from '../../parts/number-keys.ts';
import { Rounded } from '../../parts/rounded.tsx';
import { TableFrame } from '../../parts/table-frame.tsx';
import { comparedPeriods, countedIn, earlierOf } from './laid-out.ts';
import { nextSorting, sortedRows } from './pivot.ts';
import type { PivotChoiceProps } from './pivot-choice.tsx';
import { PERIOD, type Show } from './trends-view.ts';

export type PivotTableProps = PivotChoiceProps & {
  readonly caption: string;
  readonly base: number;
  /** What an only column is called. */
  readonly valueTitle: string;
};

/** The released numbers, or how they changed; a click on a column's head sorts the rows by it. */
export function PivotTable({ view, change, laid, caption, base, valueTitle }: PivotTableProps) {
  const locale = useLocale();
  const { rows: down, columns: across } = laid.placing;
  const { columns } = laid.pivot;
  const sortBy = (column: string) => change({ ...view, sorting: nextSorting(view.sorting, column) });
  const earlierAt = earlierOf(laid, view.show);
  const isSilent = useSilence(comparedPeriods(laid, view.show));
  const differenceAt = (row: string, column: string) => {
    const now = laid.pivot.valueAt(row, column);
    if (now === undefined || view.show === 'numbers') return now;
    const earlier = earlierAt(row, column);
    return earlier === undefined ? undefined : now - earlier.value;
  };
  const inPeriod = (row: string, column: string, value: number, period: string): OfPeriod => {
    const countries = countedIn(laid, row, column);
    if (!isAnySilent(isSilent, countries, period)) return { value, period };
    return { value, period, isSilent: countries === undefined ? 'in-part' : true };
  };
  const changeAt = (row: string, column: string, now: number) => {
    const earlier = earlierAt(row, column);
    if (earlier === undefined) return undefined;
    const before = inPeriod(row, column, earlier.value, earlier.period);
    return changeBetween(before, inPeriod(row, column, now, laid.periodOf(row, column)), base);
  };
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
                <th key={column} scope="col" className="numeric" aria-sort={order}>
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
          {sortedRows(laid.pivot, view.sorting, differenceAt).map((row) => (
            <tr key={row}>
              <th scope="row">
                <CodeName dimension={down} code={row} />
              </th>
              {columns.map((column) => (
                <td key={column} className="numeric">
                  <Cell
                    row={row}
                    column={column}
                    now={laid.pivot.valueAt(row, column)}
                    show={view.show}
                    changeOf={(now) => changeAt(row, column, now)}
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

function Cell({
  row,
  column,
  now,
  show,
  changeOf,
  mark,
  base,
}: {
  readonly row: string;
  readonly column: string;
  readonly now: number | undefined;
  readonly show: Show;
  readonly changeOf: (now: number) => Change | undefined;
  /** Of who was silent; a change has it in its own sign. */
  readonly mark: ReactNode;
  readonly base: number;
}) {
  if (now === undefined) return <NotGiven />;
  if (show === 'numbers')
    return (
      <>
        <ExplainedNumber rowKey={row} columnKey={column}>
          <Rounded value={now} form="cell" base={base} />
        </ExplainedNumber>
        {mark}
      </>
    );
  const change = changeOf(now);
  if (change === undefined) return <NotGiven />;
  return (
    <ExplainedNumber rowKey={row} columnKey={column}>
      <Changed change={change} />
    </ExplainedNumber>
  );
}
