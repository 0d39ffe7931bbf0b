import type { ComponentProps } from 'react';
import type { Answer } from '../../api/schemas.ts';
import { numberText } from '../../model/cell-text.ts';
import { clearlyLargest } from '../../model/clearly-largest.ts';
import { crosstab, type Grid, PERIOD, rowKey } from '../../model/grid.ts';
import { headText } from '../../model/head-text.ts';
import { linesOf } from '../../model/lines.ts';
import { periodsIn } from '../../model/period.ts';
import { sortRows } from '../../model/rearrange.ts';
import { codeText } from '../../text/code-name.ts';
import { SIX } from '../../text/countries.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import { TOGETHER, TOTAL } from '../../text/table-codes.ts';
import type { MessageId } from '../../text/texts.ts';
import { BarsChart } from '../../ui/charts/bars-chart.tsx';
import { RangeLegend } from '../../ui/charts/range-legend.tsx';
import { RowBars } from '../../ui/charts/row-bars.tsx';
import { TimeChart } from '../../ui/charts/time-chart.tsx';
import { Figure } from '../../ui/figure.tsx';
import { SilentMonths } from '../../ui/silent-note.tsx';
import styles from './response.module.css';
import { columnOf, NONE, shareGrid } from './response-grids.ts';

/** Answers by their breakdown. */
export type ResponseAnswers = Readonly<
  Record<'region' | 'regionServices' | 'countries' | 'countryServices' | 'outcomes', Answer>
>;

type Props = { readonly answers: ResponseAnswers; readonly quarter: string };

const OUTCOME = 'serviceOutcome';
const REST = 'other-or-unknown';

/** Shares of incidents with no help recorded in one quarter. */
export function ShareFigure({ answers, quarter }: Props) {
  const locale = useLocale();
  const { t, period } = locale;
  const all = shareGrid(answers, t('response.none.table'), locale);
  const grid = columnOf(all, quarter);
  const countries = grid.rows.filter((row) => SIX.some((code) => code === rowKey(row)));
  const place = clearlyLargest(countries);
  const title =
    place === undefined
      ? t('response.none.unclear', { period: period(quarter) })
      : t('response.none', {
          place: headText(
            grid.rows.find((row) => rowKey(row) === place.id)?.heads[0] ?? { id: place.id },
            locale,
          ),
          share: numberText(place.cell, locale),
          period: period(quarter),
        });
  return (
    <Figure
      title={title}
      caption={t('response.none.caption')}
      explain={answers.countryServices.explain}
      grids={[all]}
      charts={[{ chart: <BarsChart grid={grid} /> }]}
    >
      <RowBars grid={grid} most={100} />
      <RangeLegend />
      <Pooled answers={answers} quarter={quarter} />
      <SilentMonths periods={[quarter]} />
    </Figure>
  );
}

/** Names the countries that have no share because they are counted together. */
function Pooled({ answers, quarter }: Props) {
  const locale = useLocale();
  const pooled = crosstab(answers.countryServices, {
    title: '',
    rows: ['country'],
    columns: PERIOD,
    only: { country: [TOGETHER], [PERIOD]: [quarter], service: [NONE] },
  }).rows[0]?.cells[0];
  const codes = pooled?.kind === 'number' ? (pooled.pooled ?? []) : [];
  if (codes.length === 0) return null;
  const countries = codes.map((code) => codeText('country', code, locale)).join(', ');
  return <p className="caption">{locale.t('response.pooled', { countries })}</p>;
}

/** Services that were given in one quarter. */
export function GivenFigure({ answers, quarter }: Props) {
  const { t } = useLocale();
  return (
    <ServicesFigure
      answer={answers.regionServices}
      dimension="service"
      period={quarter}
      name={t('response.given')}
      titles={{ most: 'response.given.most', unclear: 'response.given.unclear' }}
    />
  );
}

/** Services that were unavailable in the newest year. By quarter the numbers would be too small. */
export function UnavailableFigure({ answer }: { readonly answer: Answer }) {
  const { t } = useLocale();
  const period = periodsIn(answer).at(-1);
  if (period === undefined) return null;
  return (
    <ServicesFigure
      answer={answer}
      dimension="unavailableService"
      period={period}
      name={t('response.unavailable')}
      titles={{ most: 'response.services', unclear: 'response.services.unclear' }}
    />
  );
}

function ServicesFigure({
  answer,
  dimension,
  period,
  name,
  titles,
}: {
  readonly answer: Answer;
  readonly dimension: string;
  readonly period: string;
  readonly name: string;
  readonly titles: Readonly<Record<'most' | 'unclear', MessageId>>;
}) {
  const locale = useLocale();
  const { t } = locale;
  const all = crosstab(answer, {
    title: name,
    rows: [dimension],
    measure: { id: dimension, text: name },
    only: { [PERIOD]: [period] },
  });
  const grid = { ...all, rows: all.rows.filter((row) => rowKey(row) !== NONE) };
  const first = clearlyLargest(grid.rows.filter((row) => rowKey(row) !== REST));
  return (
    <ColumnsFigure
      title={
        first === undefined
          ? t(titles.unclear, { period: locale.period(period) })
          : t(titles.most, {
              service: codeText('service', first.id, locale),
              number: numberText(first.cell, locale),
              period: locale.period(period),
            })
      }
      caption={t('response.services.caption')}
      explain={answer.explain}
      grid={grid}
      period={period}
    />
  );
}

/** The share of the whole region with no help recorded, and the shares over the quarters. */
export function ShareOverTimeFigure({ answers }: Pick<Props, 'answers'>) {
  const locale = useLocale();
  const { t } = locale;
  const grid = shareGrid(answers, t('response.none.table'), locale);
  const periods = periodsIn(answers.countryServices);
  const lines = linesOf(grid) ?? [];
  const title = timeFinding(grid, locale);
  const share = grid.rows.find((row) => rowKey(row) === TOTAL)?.cells[0];
  const chart = <TimeChart label={title} lines={lines} periods={periods} most={100} height={240} hasRanges />;
  return (
    <Figure
      title={title}
      caption={t('response.time.caption')}
      explain={answers.countryServices.explain}
      grids={[grid]}
      charts={[{ chart }]}
    >
      {share?.kind === 'number' && <p className="figure-number">{numberText(share, locale)}</p>}
      {chart}
      <SilentMonths periods={periods} />
    </Figure>
  );
}

/** Compares the whole region in the two newest quarters. Spans that overlap are no clear change. */
function timeFinding({ rows, columns }: Grid, locale: Locale): string {
  const { t, period } = locale;
  const [now, before] = rows.find((row) => rowKey(row) === TOTAL)?.cells ?? [];
  if (now?.kind !== 'number' || before?.kind !== 'number') return t('response.none.table');
  const values = {
    share: numberText(now, locale),
    before: numberText(before, locale),
    period: period(columns[1]?.id ?? ''),
  };
  if (now.min > before.max) return t('response.time.more', values);
  return t(now.max < before.min ? 'response.time.fewer' : 'response.time.unclear', values);
}

/** Outcomes of requested help by country, in one quarter. */
export function OutcomesFigure({ answers, quarter }: Props) {
  const locale = useLocale();
  const { t, period } = locale;
  const grid = crosstab(answers.outcomes, {
    title: t('response.outcomes.table'),
    rows: ['country'],
    columns: OUTCOME,
    only: { [PERIOD]: [quarter] },
    order: (dimension) => (dimension === OUTCOME ? OUTCOMES : []),
  });
  const at = grid.columns.findIndex(({ id }) => id === 'unavailable');
  const first = clearlyLargest(
    grid.rows.filter((row) => SIX.some((code) => code === rowKey(row))),
    at,
  );
  return (
    <ColumnsFigure
      title={
        first === undefined
          ? t('response.outcomes.unclear', { period: period(quarter) })
          : t('response.outcomes', {
              place: codeText('country', first.id, locale),
              number: numberText(first.cell, locale),
              period: period(quarter),
            })
      }
      caption={t('response.outcomes.caption')}
      explain={answers.outcomes.explain}
      grid={grid}
      period={quarter}
    />
  );
}

/** A chart for each of the first columns, on one scale. The table contains the others. */
function ColumnsFigure({
  title,
  caption,
  explain,
  grid,
  period,
}: Pick<ComponentProps<typeof Figure>, 'title' | 'caption' | 'explain'> & {
  readonly grid: Grid;
  readonly period: string;
}) {
  const locale = useLocale();
  const most = Math.max(
    1,
    ...grid.rows.flatMap(({ cells }) => cells.map((cell) => (cell.kind === 'number' ? cell.max : 0))),
  );
  return (
    <Figure
      title={title}
      caption={caption}
      explain={explain}
      grids={[grid]}
      charts={grid.columns.map((column, at) => ({
        title: headText(column, locale),
        chart: <BarsChart grid={grid} column={at} />,
      }))}
    >
      <div className={styles.charts}>
        {grid.columns.slice(0, SHOWN_COLUMNS).map((column, at) => (
          <div key={column.id}>
            <h3>{headText(column, locale)}</h3>
            <RowBars
              grid={sortRows(grid, { column: column.id, order: 'descending' })}
              column={at}
              most={most}
            />
          </div>
        ))}
      </div>
      <RangeLegend />
      <SilentMonths periods={[period]} />
    </Figure>
  );
}

const OUTCOMES = ['unavailable', NONE, 'given', 'referred', 'declined', REST];
const SHOWN_COLUMNS = 5;
