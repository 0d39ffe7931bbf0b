import { useQueries, useQuery } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import { nearestPeriodQuery, trendsQuery } from '../../api/questions.ts';
import { PAGE_QUESTIONS } from '../../api/report-questions.ts';
import type { Answer, AnswerCell } from '../../api/schemas.ts';
import { type Grid, numberCell, PERIOD, textCell } from '../../model/grid.ts';
import { periodsIn } from '../../model/period.ts';
import { SIX } from '../../text/countries.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import { TOTAL } from '../../text/table-codes.ts';
import { BarsChart } from '../../ui/charts/bars-chart.tsx';
import { RangeLegend } from '../../ui/charts/range-legend.tsx';
import { RowBars } from '../../ui/charts/row-bars.tsx';
import { Figure } from '../../ui/figure.tsx';
import { Answered } from '../../ui/view-state.tsx';
import { leftUnknown, type ShareRange, shareRange } from './quality-numbers.ts';
import { BY_COUNTRY, type Dimension, dimensionWords, type Looked, SINGLE } from './quality-questions.ts';

/** The share of unknown values in each dimension, in its newest released period. */
export function UnknownPanel() {
  const { t } = useLocale();
  const region = useQuery(nearestPeriodQuery(PAGE_QUESTIONS.region));
  const quarters = useQuery(trendsQuery(PAGE_QUESTIONS.countriesByQuarter));
  const ofRegion = useQueries({ queries: SINGLE.map(({ question }) => nearestPeriodQuery(question)) });
  const ofCountries = useQueries({ queries: BY_COUNTRY.map(({ question }) => trendsQuery(question)) });
  return (
    <Answered query={region} part={t('quality.unknown')}>
      {(whole) => (
        <Unknown
          explain={whole.explain}
          rows={[
            ...SINGLE.map((looked, index) => unknownRow(looked, ofRegion[index]?.data, whole)),
            ...BY_COUNTRY.flatMap((looked, index) =>
              SIX.map((country) => unknownRow(looked, ofCountries[index]?.data, quarters.data, country)),
            ),
          ].filter((row) => row !== undefined)}
        />
      )}
    </Answered>
  );
}

function Unknown({
  explain,
  rows,
}: {
  readonly explain: Answer['explain'];
  readonly rows: readonly UnknownRow[];
}) {
  const locale = useLocale();
  const { t } = locale;
  const title = t('quality.unknown');
  const grid: Grid = {
    title,
    fixed: {},
    names: [
      { id: 'dimension', text: t('quality.unknown.what') },
      { id: 'country', dimension: 'country' },
      { id: PERIOD, dimension: PERIOD },
    ],
    columns: [
      { id: 'part', text: t('quality.unknown.number') },
      { id: 'whole', text: t('quality.unknown.whole') },
      { id: 'share', text: t('quality.unknown.share') },
    ],
    rows: rows.map(({ dimension, country, period, part, whole, base, share }) => {
      const { base: _, ...facts } = numberCell(part, base);
      return {
        heads: [
          { id: dimension, dimension: 'unknownOf', text: t(dimensionWords(dimension)) },
          country === undefined
            ? { id: TOTAL, dimension: 'country', text: t('overview.region') }
            : { id: country, dimension: 'country' },
          { id: period, dimension: PERIOD },
        ],
        cells: [
          numberCell(part, base),
          numberCell(whole, base),
          share === undefined
            ? textCell(unknownShareText(share, locale))
            : {
                ...facts,
                value: undefined,
                min: share.from,
                max: share.to,
                text: unknownShareText(share, locale),
              },
        ],
      };
    }),
  };
  const groups = groupsOf(grid, locale);
  return (
    <Figure
      title={title}
      caption={t('quality.unknown.caption')}
      explain={explain}
      grids={[grid]}
      charts={groups.map((group) => ({
        title: group.title,
        chart: <BarsChart grid={group} column={SHARE} />,
      }))}
    >
      <div className="multiples">
        {groups.map((group) => (
          <div key={group.title}>
            <h3>{group.title}</h3>
            <RowBars grid={group} column={SHARE} most={100} />
          </div>
        ))}
      </div>
      <RangeLegend grids={groups} />
    </Figure>
  );
}

const SHARE = 2;

/** The region by dimension, and each dimension by country. All numbers of a group are from one period. */
function groupsOf(grid: Grid, { t, period }: Locale): readonly Grid[] {
  const byGroup = Map.groupBy(grid.rows, ({ heads: [what, where] }) =>
    where?.id === TOTAL ? TOTAL : (what?.id ?? ''),
  );
  return [...byGroup].map(([key, rows]) => {
    const [what, , when] = rows[0]?.heads ?? [];
    const name = key === TOTAL ? t('overview.region') : (what?.text ?? key);
    return {
      ...grid,
      title: `${name}, ${period(when?.id ?? '')}`,
      rows: rows.map(({ heads: [of, where], cells }) => ({
        heads: [key === TOTAL ? of : where].filter((head) => head !== undefined),
        cells,
      })),
    };
  });
}

const unknownShareText = (share: ShareRange | undefined, { t, number }: Locale): string =>
  share === undefined
    ? t('quality.unknown.noShare')
    : t('quality.percents', { from: number(share.from), to: number(share.to) });

/** The unknown values of one dimension, in the region or one country. */
type UnknownRow = {
  readonly dimension: Dimension;
  readonly country: string | undefined;
  readonly period: string;
  readonly part: AnswerCell;
  readonly whole: AnswerCell;
  readonly base: number;
  /** Undefined if the total may be 0. */
  readonly share: ShareRange | undefined;
};

/** Undefined while loading, and if one of the two numbers was not released: a missing number is not 0. */
function unknownRow(
  { dimension }: Looked,
  answer: Answer | undefined,
  whole: Answer | undefined,
  country?: string,
): UnknownRow | undefined {
  if (answer === undefined || whole === undefined) return undefined;
  const period = periodsIn(answer).at(-1);
  if (period === undefined) return undefined;
  const all = whole.cells.find(
    (cell) => cell.period === period && (country === undefined || cell.country === country),
  );
  const part = leftUnknown(answer, dimension, period, country);
  if (all === undefined || part === undefined) return undefined;
  const base = answer.k ?? DEFAULT_ROUNDING_BASE;
  const share = shareRange(Number(part.value), Number(all.value), base);
  return { dimension, country, period, part, whole: all, base, share };
}
