import { LineChart, type LineChartText } from '../../charts/line-chart.tsx';
import type { Chart } from '../../export/exported-figure.ts';
import { type Locale, useLocale } from '../../language/locale.tsx';
import { type Head, PERIOD } from '../../model/grid.ts';
import { linesOf } from '../../model/lines.ts';
import { type Sorting, sortRows } from '../../model/rearrange.ts';
import { HeadName, headText } from '../../ui/head-name.tsx';
import { hasMarks, type LaidOut } from './laid-out.ts';

const MOST_CHARTS = 12;

export type Multiple = Chart & { readonly title: string; readonly head: Head };

/** A chart for each row, or column, over the periods that are shown, all with one scale. */
export function multiplesOf(
  laid: LaidOut,
  { sorting, title }: { readonly sorting: Sorting | undefined; readonly title: string },
  locale: Locale,
): readonly Multiple[] {
  const grid = laid.placing.rows === PERIOD ? laid.grid : sortRows(laid.grid, sorting);
  const lines = laid.placing.third === PERIOD ? [] : (linesOf(grid) ?? []);
  const most = Math.max(
    0,
    ...lines.flatMap(({ cells }) => [...cells.values()].map(({ value = 0 }) => value)),
  );
  const text: LineChartText = (values) => locale.t('trends.curve.label', values);
  return lines.map((line) => {
    // A line without a dimension is that of the whole table.
    const head = line.head.dimension === undefined ? { ...line.head, text: title } : line.head;
    const subject = headText(head, locale);
    return {
      ...{ title: subject, head },
      chart: <LineChart {...{ subject, text, line, most }} periods={laid.shown} />,
    };
  });
}

/** The charts that a page and a picture have room for. */
export const firstOf = (multiples: readonly Multiple[]): readonly Multiple[] =>
  multiples.slice(0, MOST_CHARTS);

export function Multiples({
  laid,
  multiples,
}: {
  readonly laid: LaidOut;
  readonly multiples: readonly Multiple[];
}) {
  const { t, number } = useLocale();
  if (laid.placing.third === PERIOD) return <p className="caption">{t('trends.noCurves')}</p>;
  return (
    <>
      <p className="caption">
        {t('trends.curves.caption')} {hasMarks(laid) && t('trends.curves.silent')}
      </p>
      <div className="multiples">
        {firstOf(multiples).map(({ head, chart }) => (
          <div key={head.id}>
            <h3>
              <HeadName head={head} />
            </h3>
            {chart}
          </div>
        ))}
      </div>
      {multiples.length > MOST_CHARTS && (
        <p className="caption">
          {t('trends.moreCurves', { shown: number(MOST_CHARTS), of: number(multiples.length) })}
        </p>
      )}
    </>
  );
}
