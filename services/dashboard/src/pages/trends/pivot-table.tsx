import { useRef } from 'react';
import { changeBetween } from '../../data/change.ts';
import { useLocale } from '../../language/locale.tsx';
import { Changed } from '../../parts/changed.tsx';
import { CodeName, dimensionText } from '../../parts/code-name.tsx';
import { useEndInSight } from '../../parts/end-in-sight.ts';
import { ExplainedNumber } from '../../parts/explained-number.tsx';
import { NotGiven } from '../../parts/not-given.tsx';
import { onNumberKeys } from '../../parts/number-keys.ts';
import { Rounded } from '../../parts/rounded.tsx';
import { earlierIn } from './laid-out.ts';
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
  const { t } = locale;
  const { rows: down, columns: across } = laid.placing;
  const { columns } = laid.pivot;
  const sortBy = (column: string) => change({ ...view, sorting: nextSorting(view.sorting, column) });
  const earlierAt = earlierIn(laid, view.show);
  const frame = useRef<HTMLElement>(null);
  const newest = across === PERIOD ? columns.at(-1) : undefined;
  useEndInSight(frame, newest);
  const differenceAt = (row: string, column: string) => {
    const now = laid.pivot.valueAt(row, column);
    if (now === undefined || view.show === 'numbers') return now;
    const earlier = earlierAt(row, column);
    return earlier === undefined ? undefined : now - earlier;
  };
  return (
    <section
      ref={frame}
      className="table-frame pivot"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
      tabIndex={0}
      onKeyDown={onNumberKeys}
      aria-label={t('figure.tableOf', { title: caption })}
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
                    earlier={earlierAt(row, column)}
                    show={view.show}
                    base={base}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
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
  earlier,
  show,
  base,
}: {
  readonly row: string;
  readonly column: string;
  readonly now: number | undefined;
  readonly earlier: number | undefined;
  readonly show: Show;
  readonly base: number;
}) {
  if (now === undefined || (show !== 'numbers' && earlier === undefined)) return <NotGiven />;
  return (
    <ExplainedNumber rowKey={row} columnKey={column}>
      {earlier === undefined || show === 'numbers' ? (
        <Rounded value={now} form="cell" base={base} />
      ) : (
        <Changed change={changeBetween(earlier, now, base)} />
      )}
    </ExplainedNumber>
  );
}
