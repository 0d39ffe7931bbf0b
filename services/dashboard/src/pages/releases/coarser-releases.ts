import { monthsOf } from '../../data/period-steps.ts';
import type { PeriodKind, PlannedTable } from '../../data/planned-table.ts';
import type { ReleaseTable } from '../../data/release-schemas.ts';
import { parsePeriod } from '../../language/format.ts';
import { coarserQuestions, type Question } from '../trends/coarser.ts';
import type { Listed } from './listed-releases.ts';

/** A question that tells less apart than a release, and the release that answers it for the same time, where there is one. */
export type CoarserWay = { readonly question: Question; readonly release: string | undefined };

type Of = Pick<ReleaseTable, 'release' | 'period' | 'audience'> & { readonly dimensions: object };

/** Where the numbers of a release say more: tables that tell less apart, the nearest first. */
export function coarserWays(
  { release: own, period, audience, dimensions }: Of,
  tables: readonly PlannedTable[],
  releases: readonly Listed[],
): readonly CoarserWay[] {
  const kind = periodKindOf(period);
  if (kind === undefined) return [];
  const released = tables.filter(({ id }) => releases.some(({ table }) => table === id));
  return coarserQuestions({ by: Object.keys(dimensions), period: kind }, released).map((question) => {
    const there = releases.filter(
      ({ id, table, period: longer }) =>
        table === question.table &&
        id !== own &&
        periodKindOf(longer) === question.period &&
        covers(longer, period),
    );
    // A margin of the same release is no other one: it is read in Trends.
    const isOwn = own.startsWith(`${question.table}.`) && kind === question.period;
    const found = there.find((one) => one.audience === audience) ?? there[0];
    return { question, release: isOwn ? undefined : found?.id };
  });
}

const covers = (longer: string, period: string): boolean =>
  longer === period ||
  (monthsOf(period).length > 0 && monthsOf(period).every((month) => monthsOf(longer).includes(month)));

function periodKindOf(id: string): PeriodKind | undefined {
  const kind = parsePeriod(id)?.kind;
  return kind === 'month-unknown' || kind === 'day-unknown' ? undefined : kind;
}
