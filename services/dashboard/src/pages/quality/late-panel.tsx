import { useQueries } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import { trendsQuery } from '../../api/questions.ts';
import { PAGE_QUESTIONS } from '../../api/report-questions.ts';
import type { Answer } from '../../api/schemas.ts';
import {
  crosstab,
  type Grid,
  type GridCell,
  type Head,
  PERIOD,
  tableOf,
  textCell,
  valuesByRow,
} from '../../model/grid.ts';
import { monthsOf } from '../../model/period.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import { TOTAL } from '../../text/table-codes.ts';
import { Figure } from '../../ui/figure.tsx';
import { Choice } from '../../ui/select.tsx';
import { anyText, urlFields, useUrlState } from '../../ui/use-url-state.ts';
import { Answered } from '../../ui/view-state.tsx';
import { type LateLine, lateLine } from './quality-numbers.ts';

/** Differences between quarters and the sums of their months, for the region and by country. */
export function LatePanel() {
  const { t } = useLocale();
  const [quarters, months, quarterly, monthly] = useQueries({
    queries: [
      trendsQuery(PAGE_QUESTIONS.regionByQuarter),
      trendsQuery(PAGE_QUESTIONS.region),
      trendsQuery(PAGE_QUESTIONS.countriesByQuarter),
      trendsQuery(PAGE_QUESTIONS.countries),
    ],
  });
  return (
    <Answered query={quarters} part={t('quality.late')}>
      {(ofQuarters) => (
        <Answered query={months} part={t('quality.late')}>
          {(ofMonths) => {
            const region = { longer: lineOf(ofQuarters), shorter: lineOf(ofMonths) };
            const lines: readonly Pair[] = [
              { head: { id: TOTAL, dimension: 'country', text: t('overview.region') }, ...region },
              ...countriesOf(quarterly.data, monthly.data),
            ];
            const whole = [...region.longer.keys()]
              .filter((quarter) => monthsOf(quarter).every((month) => region.shorter.has(month)))
              .toSorted();
            return whole.length === 0 ? (
              <section className="panel" aria-labelledby="late">
                <h2 id="late">{t('quality.late')}</h2>
                <p>{t('quality.late.none')}</p>
              </section>
            ) : (
              <Late answer={ofQuarters} quarters={whole} lines={lines} />
            );
          }}
        </Answered>
      )}
    </Answered>
  );
}

/** Released numbers of one row, by longer and by shorter period. */
type Pair = {
  readonly head: Head;
  readonly longer: ReadonlyMap<string, number>;
  readonly shorter: ReadonlyMap<string, number>;
};

/** Numbers of the whole region by period. */
const lineOf = (answer: Answer) => valuesByRow(crosstab(answer, { title: '', rows: [PERIOD] }));

/** Countries that both answers contain. The pooled row is left out, because it counts other countries in each period. */
function countriesOf(quarterly: Answer | undefined, monthly: Answer | undefined): readonly Pair[] {
  if (quarterly === undefined || monthly === undefined) return [];
  const [longer, shorter] = [quarterly, monthly].map((answer) =>
    crosstab(answer, { title: '', rows: [PERIOD], columns: 'country' }),
  );
  if (longer === undefined || shorter === undefined) return [];
  return longer.columns.flatMap((head, column) => {
    const other = shorter.columns.findIndex(({ id }) => id === head.id);
    return other === -1
      ? []
      : [{ head, longer: valuesByRow(longer, column), shorter: valuesByRow(shorter, other) }];
  });
}

const LATE_URL = urlFields({ quarter: anyText });

function Late({
  answer,
  quarters,
  lines,
}: {
  readonly answer: Answer;
  readonly quarters: readonly string[];
  readonly lines: readonly Pair[];
}) {
  const locale = useLocale();
  const { t, number, period } = locale;
  const { state, change } = useUrlState(LATE_URL);
  const newest = quarters.at(-1);
  const quarter = quarters.find((id) => id === state.quarter) ?? newest ?? '';
  const base = answer.k ?? DEFAULT_ROUNDING_BASE;
  const rows = lines.map(({ head, longer, shorter }) => ({
    head,
    line: lateLine(
      longer.get(quarter),
      monthsOf(quarter).map((month) => shorter.get(month)),
      base,
    ),
  }));
  const [region] = rows;
  const title = t('quality.late');
  const grid: Grid = {
    title: `${title}, ${period(quarter)}`,
    fixed: { [PERIOD]: quarter },
    names: [{ id: 'country', dimension: 'country' }],
    columns: [
      { id: 'difference', text: t('quality.late.difference'), table: tableOf(answer.asOf) },
      { id: 'says', text: t('quality.late.inWords'), isText: true },
    ],
    rows: rows.map(({ head, line }) => ({
      heads: [head],
      cells: [line === undefined ? { kind: 'none' } : lateCell(line, locale), textCell(saysOf(line, locale))],
    })),
  };
  return (
    <Figure
      title={title}
      caption={t('quality.late.caption', { atMost: number(4 * (base - 1)) })}
      explain={answer.explain}
      grids={[grid]}
    >
      <Choice
        label={t('quality.late.quarter')}
        value={quarter}
        options={quarters.toReversed().map((value) => ({ value, text: period(value) }))}
        choose={(value) => change({ quarter: value === newest ? undefined : value })}
      />
      <p className="headline">
        {t('overview.region')}: {saysOf(region?.line, locale)}
      </p>
    </Figure>
  );
}

const lateCell = (line: LateLine, locale: Locale): GridCell => ({
  kind: 'number',
  value: line.difference,
  min: line.difference - line.atMost,
  max: line.difference + line.atMost,
  text: signed(line, locale),
});

/** "+30 (±16)". */
const signed = ({ difference, atMost }: LateLine, { number }: Locale): string =>
  `${difference > 0 ? '+' : ''}${number(difference)} (±${number(atMost)})`;

function saysOf(line: LateLine | undefined, { t, number }: Locale): string {
  if (line === undefined) return t('quality.late.notGiven');
  const { says, least } = line;
  switch (says) {
    case 'more':
      return t('quality.late.more', { least: number(least) });
    case 'fewer':
      return t('quality.late.fewer', { least: number(least) });
    case 'unsure':
      return t('quality.late.unsure');
    default:
      return says satisfies never;
  }
}
