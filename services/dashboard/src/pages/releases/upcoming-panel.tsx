import { useQuery } from '@tanstack/react-query';
import { dayOfInstant, isoDay } from '@waylight/calendar';
import { needsApproval } from '@waylight/disclosure-control/audiences';
import { type UpcomingPeriod, upcomingPeriods } from '@waylight/disclosure-control/upcoming';
import { type PlannedTable, plannedTables } from '../../api/planned-table.ts';
import { releasePlanQuery } from '../../api/questions.ts';
import { audienceText } from '../../text/audience-text.ts';
import { formatDay } from '../../text/format.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import { Answered } from '../../ui/view-state.tsx';
import styles from './releases.module.css';

type Upcoming = UpcomingPeriod<PlannedTable>;

/** The next releases by the plan: dates and audiences, without numbers. */
export function UpcomingPanel() {
  const { t } = useLocale();
  const query = useQuery(releasePlanQuery());
  return (
    <section className="panel" aria-labelledby="upcoming">
      <h2 id="upcoming">{t('upcoming.title')}</h2>
      <p className="caption">{t('upcoming.caption')}</p>
      <Answered query={query}>
        {({ plan }) => {
          const tables = plannedTables(plan.tables);
          // The day in UTC, by which releases are scheduled.
          return <Periods all={upcomingPeriods({ from: plan.from, tables }, dayOfInstant(Date.now()))} />;
        }}
      </Answered>
      <p className="caption">{t('upcoming.noNumbers')}</p>
    </section>
  );
}

function Periods({ all }: { readonly all: readonly Upcoming[] }) {
  const locale = useLocale();
  const { t, period } = locale;
  const names = useTableNames();
  const title = t('upcoming.title');
  return (
    <>
      <DataTable
        caption={title}
        columns={[
          { key: 'period', title: t('figure.period') },
          { key: 'from', title: t('upcoming.from') },
          { key: 'audience', title: t('releases.audience') },
        ]}
        rows={all.map((one) => ({
          key: one.period,
          cells: [
            <span key="period">
              {period(one.period)}{' '}
              <span className={styles.days}>{`${dayText(one.fromDay)} – ${dayText(one.toDay)}`}</span>
            </span>,
            <span key="from" className="number">
              {dayText(one.closesOn + 1)}
            </span>,
            forWhom(one, locale),
          ],
        }))}
      />
      <details className="behind">
        <summary>{t('upcoming.which')}</summary>
        {all.map((one) => (
          <div key={one.period}>
            <h3>{period(one.period)}</h3>
            <ul>
              {one.tables.map(({ id, audiences }) => (
                <li key={id}>
                  {`${names.table(id)}: ${audiences.map((audience) => audienceText(audience, locale)).join(', ')}`}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </details>
    </>
  );
}

const dayText = (day: number): string => formatDay(isoDay(day));

/** Each audience with its number of tables, and whether it needs approval. */
function forWhom({ tables }: Upcoming, locale: Locale) {
  const { t, number } = locale;
  return (
    <ul>
      {[...tablesByAudience(tables)].map(([audience, count]) => (
        <li key={audience}>
          {t(needsApproval(audience) ? 'upcoming.forApproved' : 'upcoming.for', {
            audience: audienceText(audience, locale),
            count,
            n: number(count),
          })}
        </li>
      ))}
    </ul>
  );
}

/** Number of these tables for each audience, narrowest first. */
export function tablesByAudience(
  tables: readonly Pick<PlannedTable, 'audiences'>[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const audience of tables.flatMap(({ audiences }) => audiences))
    counts.set(audience, (counts.get(audience) ?? 0) + 1);
  return counts;
}
