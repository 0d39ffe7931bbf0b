import { useQueries, useQuery } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE, formatRounded } from '@waylight/presentation';
import { Link } from 'wouter';
import { plannedTables } from '../../data/planned-table.ts';
import { releasePlanQuery, releasesQuery, trendsQuery } from '../../data/questions.ts';
import { reportQuestion } from '../../data/report-questions.ts';
import type { Answer } from '../../data/schemas.ts';
import { type Locale, useLocale } from '../../language/locale.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { tableText } from '../../parts/table-name.ts';
import { useTableNames } from '../../parts/use-table-names.ts';
import { Answered, ViewState } from '../../parts/view-state.tsx';
import { periodSpan, smallShare } from './quality-numbers.ts';
import { type Rounded, roundedNumbers } from './quality-questions.ts';

/** How many numbers of each table are as small as their rounding. */
export function RoundingPanel() {
  const releases = useQuery(releasesQuery());
  const plan = useQuery(releasePlanQuery());
  return (
    <Answered query={releases}>
      {(all) => (
        <Answered query={plan}>
          {({ plan: { tables } }) => {
            const released = new Set(all.map(({ table }) => table));
            return <OfNumbers numbers={roundedNumbers(plannedTables(tables), (id) => released.has(id))} />;
          }}
        </Answered>
      )}
    </Answered>
  );
}

function OfNumbers({ numbers }: { readonly numbers: readonly Rounded[] }) {
  const answers = useQueries({
    queries: numbers.map(({ by, period }) => trendsQuery(reportQuestion(period, ...by))),
  });
  const [first] = answers;
  if (first === undefined) return <ViewState kind="empty" />;
  return (
    <Answered query={first}>
      {(answer) => (
        <Rounding
          explain={answer.explain}
          base={answer.k ?? DEFAULT_ROUNDING_BASE}
          rows={numbers.flatMap((looked, index) => {
            const data = answers[index]?.data;
            return data === undefined ? [] : [{ looked, answer: data }];
          })}
        />
      )}
    </Answered>
  );
}

function Rounding({
  explain,
  base,
  rows,
}: {
  readonly explain: Answer['explain'];
  readonly base: number;
  readonly rows: readonly { readonly looked: Rounded; readonly answer: Answer }[];
}) {
  const locale = useLocale();
  const names = useTableNames();
  const { t, number, language } = locale;
  const read = (value: number) => formatRounded(value, { language, base, format: number });
  const words = { small: read(0), least: read(base) };
  const shares = rows
    .map(({ looked, answer }) => ({
      looked,
      asOf: answer.asOf,
      ...smallShare(
        answer.cells.map(({ value }) => Number(value)),
        answer.k ?? base,
      ),
    }))
    .toSorted((a, b) => b.percent - a.percent);
  const title = t('quality.rounding');
  const periods = countedPeriods(rows, locale);
  return (
    <Figure
      title={title}
      caption={[
        t('quality.rounding.caption', words),
        periods && t('quality.rounding.periods', { periods }),
      ].join(' ')}
      explain={explain}
      table={
        <DataTable
          caption={title}
          columns={[
            { key: 'what', title: t('releases.table') },
            { key: 'count', title: t('quality.rounding.numbers'), isNumber: true },
            { key: 'share', title: t('quality.rounding.share', words), isNumber: true },
            { key: 'advice', title: t('quality.rounding.advice') },
            { key: 'release', title: t('quality.rounding.release') },
          ]}
          rows={shares.map((share) => ({
            key: share.looked.key,
            cells: [
              tableText(share.looked, locale),
              number(share.count),
              t('quality.percent', { n: number(share.percent) }),
              t(share.isMostlySmall ? 'quality.rounding.coarser' : 'quality.rounding.fine'),
              <span key="release">
                <Link className="table-link" href={`/releases/${encodeURIComponent(share.asOf)}`}>
                  {names.release(share.asOf)}
                </Link>{' '}
                <span className="id">{share.asOf}</span>
              </span>,
            ],
          }))}
        />
      }
    >
      <ul className="row-bars">
        {shares.map((share) => (
          <li key={share.looked.key}>
            <span>
              {tableText(share.looked, locale)}
              {share.isMostlySmall && <strong> – {t('quality.rounding.coarser')}</strong>}
            </span>
            <span className="number">{t('quality.percent', { n: number(share.percent) })}</span>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect className="track" width="100" height="6" />
              <rect className="bar" width={share.percent} height="6" />
            </svg>
          </li>
        ))}
      </ul>
    </Figure>
  );
}

/** From when to when: "November 2025 – October 2026; quarter 4 of 2025 – quarter 3 of 2026". */
function countedPeriods(
  rows: readonly { readonly looked: Rounded; readonly answer: Answer }[],
  { period }: Locale,
): string {
  return [...Map.groupBy(rows, ({ looked }) => looked.period).values()]
    .map((ofOneLength) => periodSpan(ofOneLength.map(({ answer }) => answer)))
    .filter((span) => span !== undefined)
    .map((span) => [...new Set(span)].map(period).join(' – '))
    .join('; ');
}
