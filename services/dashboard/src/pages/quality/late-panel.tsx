import { useQueries } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import { trendsQuery } from '../../data/questions.ts';
import { PAGE_QUESTIONS } from '../../data/report-questions.ts';
import type { Answer } from '../../data/schemas.ts';
import { periodsOf, regionSeries, type Series, seriesBy, subjectKey } from '../../data/series.ts';
import { type Locale, useLocale } from '../../language/locale.tsx';
import { Choice } from '../../parts/choice.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { SubjectName } from '../../parts/subject-name.tsx';
import { chosenOf, useParameters } from '../../parts/use-parameters.ts';
import { Answered } from '../../parts/view-state.tsx';
import { type LateLine, lateLine, monthsOfQuarter } from './quality-numbers.ts';

/** How far quarters are from the sum of their months, in all and by country. */
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
    <Answered query={quarters}>
      {(ofQuarters) => (
        <Answered query={months}>
          {(ofMonths) => {
            const lines = [
              { longer: regionSeries(ofQuarters), shorter: regionSeries(ofMonths) },
              ...countriesOf(quarterly.data, monthly.data),
            ];
            const whole = periodsOf([regionSeries(ofQuarters)]).filter((quarter) =>
              monthsOfQuarter(quarter).every((month) => regionSeries(ofMonths).values.has(month)),
            );
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

type Pair = { readonly longer: Series; readonly shorter: Series };

/** Countries that both give; the row of those that were taken together is another one in each period. */
function countriesOf(quarterly: Answer | undefined, monthly: Answer | undefined): readonly Pair[] {
  if (quarterly === undefined || monthly === undefined) return [];
  const shorter = new Map(seriesBy(monthly, 'country').map((series) => [subjectKey(series.subject), series]));
  return seriesBy(quarterly, 'country').flatMap((longer) => {
    const parts = shorter.get(subjectKey(longer.subject));
    return parts === undefined ? [] : [{ longer, shorter: parts }];
  });
}

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
  const { get, set } = useParameters();
  const newest = quarters.at(-1);
  const quarter = chosenOf(get('quarter'), quarters) ?? newest ?? '';
  const base = answer.k ?? DEFAULT_ROUNDING_BASE;
  const rows = lines.map(({ longer, shorter }) => ({
    subject: longer.subject,
    line: lateLine(
      longer.values.get(quarter),
      monthsOfQuarter(quarter).map((month) => shorter.values.get(month)),
      base,
    ),
  }));
  const [region] = rows;
  const title = t('quality.late');
  return (
    <Figure
      title={title}
      caption={t('quality.late.caption', { atMost: number(4 * (base - 1)) })}
      explain={answer.explain}
      table={
        <DataTable
          caption={`${title}, ${period(quarter)}`}
          columns={[
            { key: 'country', title: t('figure.country') },
            { key: 'difference', title: t('quality.late.difference'), isNumber: true },
            { key: 'says', title: t('quality.late.says') },
          ]}
          rows={rows.map(({ subject, line }) => ({
            key: subjectKey(subject),
            cells: [
              subject.kind === 'region' ? t('overview.region') : <SubjectName key="name" subject={subject} />,
              line === undefined ? '·' : signed(line, locale),
              saysOf(line, locale),
            ],
          }))}
        />
      }
    >
      <Choice
        label={t('quality.late.quarter')}
        value={quarter}
        options={quarters.toReversed().map((value) => ({ value, text: period(value) }))}
        choose={(value) => set({ quarter: value === newest ? undefined : value })}
      />
      <p className="headline">
        {t('overview.region')}: {saysOf(region?.line, locale)}
      </p>
    </Figure>
  );
}

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
