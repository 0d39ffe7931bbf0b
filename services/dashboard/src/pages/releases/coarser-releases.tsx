import { useQuery } from '@tanstack/react-query';
import { periodKindOf } from '@waylight/calendar';
import { Link } from 'wouter';
import { type PlannedTable, plannedTables } from '../../api/planned-table.ts';
import { releasePlanQuery, releasesQuery } from '../../api/questions.ts';
import type { ReleaseTable } from '../../api/releases.ts';
import type { ListedRelease } from '../../api/schemas.ts';
import { coarserQuestions, type Question } from '../../model/coarser.ts';
import { releasePath, trendsPath } from '../../model/paths.ts';
import { monthsOf } from '../../model/period.ts';
import { tableText } from '../../model/table-name.ts';
import { useLocale } from '../../text/locale.tsx';
import { MostlySmall } from '../../ui/mostly-small.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import styles from './releases.module.css';

/** Links to a coarser release of the same period, or to the coarser table in Trends. */
export function CoarserReleases({ table }: { readonly table: ReleaseTable }) {
  const locale = useLocale();
  const names = useTableNames();
  const { data: plan } = useQuery(releasePlanQuery());
  const { data: releases } = useQuery(releasesQuery());
  if (plan === undefined || releases === undefined) return null;
  const ways = coarserWays(table, plannedTables(plan.plan.tables), releases);
  return (
    <MostlySmall base={table.k} next={ways.length === 0 ? 'trends.small.none' : 'trends.small.next'}>
      <ul className={styles.lines}>
        {ways.map(({ question, release }) => (
          <li key={`${question.by}.${question.period}`}>
            {release === undefined ? (
              <Link className="table-link" href={trendsPath(question.by, question.period)}>
                {tableText(question, locale)}
              </Link>
            ) : (
              <Link className="table-link" href={releasePath(release)}>
                {names.release(release)}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </MostlySmall>
  );
}

/** A coarser question, and the release for the same time that answers it, if there is one. */
type CoarserWay = { readonly question: Question; readonly release: string | undefined };

type Of = Pick<ReleaseTable, 'release' | 'period' | 'audience'> & { readonly dimensions: object };

/** Finds coarser tables for a release, the nearest first. */
export function coarserWays(
  { release: own, period, audience, dimensions }: Of,
  tables: readonly PlannedTable[],
  releases: readonly ListedRelease[],
): readonly CoarserWay[] {
  const kind = periodKindOf(period);
  if (kind === undefined) return [];
  const released = tables.filter(({ id }) => releases.some(({ table }) => table === id));
  return coarserQuestions({ by: Object.keys(dimensions), period: kind }, released).flatMap((question) => {
    const answering = releases.filter(
      ({ id, table, period: one }) =>
        table === question.table && id !== own && periodKindOf(one) === question.period,
    );
    const there = answering.filter((one) => covers(one.period, period));
    // There is no longer period for a time before the first one. Trends would show another time instead.
    const isTooEarly = question.period !== kind && !answering.some((one) => endsBefore(one.period, period));
    if (there.length === 0 && isTooEarly) return [];
    // A margin of the same release has no release of its own. Trends shows it.
    const isOwn = own.startsWith(`${question.table}.`) && kind === question.period;
    const found = there.find((one) => one.audience === audience) ?? there[0];
    return [{ question, release: isOwn ? undefined : found?.id }];
  });
}

const covers = (longer: string, period: string): boolean =>
  longer === period ||
  (monthsOf(period).length > 0 && monthsOf(period).every((month) => monthsOf(longer).includes(month)));

const endsBefore = (one: string, other: string): boolean =>
  (monthsOf(one).at(-1) ?? one) < (monthsOf(other)[0] ?? other);
