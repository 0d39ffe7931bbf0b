import { periodDays, periodKindOf } from '@waylight/calendar';
import type { ReleaseEvent } from '@waylight/contracts/release';
import type { ReleasedTable } from '@waylight/disclosure-audit';
import {
  AUDIENCES,
  type DuePeriod,
  drawnTableOf,
  type PlannedTable,
  releaseIdOf,
} from '@waylight/disclosure-control';
import type { CountingBasis } from './counting-basis.ts';
import {
  countingAtClosing,
  countingOf,
  countOwnCells,
  type DrawContext,
  freezeDuePeriod,
} from './draw-period.ts';
import { frozenPeriodId } from './frozen-period.ts';
import { plannedTableOf, weeklyMinimumOf } from './table-definition.ts';

/**
 * Releases of the shorter periods within a period, with their counts and with the tables of their time.
 * @throws UnknownTableError for a release whose definition is missing or unknown to this version.
 */
export async function readEarlierReleases(drawing: DrawContext, due: DuePeriod): Promise<ReleasedTable[]> {
  const { table: topTable, period } = due;
  // Tables by week count by day of receipt, so they share no counts with other periods.
  if (topTable.dated === 'received') return [];
  const { releases, signal } = drawing;
  const published = [...(await releases.refresh(signal)).values()].map(({ event }) => event);
  const countingsOf = countingsAtClosing(drawing, due);
  const found: ReleasedTable[] = [];
  const within = published
    .filter((event) => isWithinLongerPeriod(event, topTable.period, period))
    .map((event) => ({ event, table: plannedTableOf(event) }));
  for (const { event, table } of within) {
    const audience = AUDIENCES.find((to) => releaseIdOf(table, event.period, to) === event.releaseId);
    if (audience === undefined) continue;
    // Includes the tables that it breaks down, as they were at the time of the release.
    const tables = within.filter((one) => one.event.period === event.period).map((one) => one.table);
    const { counting, isRecounted } = await countingsOf(event);
    const query = [{ table, tables }, audience, event.period, counting] as const;
    found.push({
      table,
      period: event.period,
      audience,
      drawn: drawnTableOf(event),
      isRecounted,
      ...countOwnCells(...query),
    });
  }
  return found;
}

function isWithinLongerPeriod(event: ReleaseEvent, kind: PlannedTable['period'], period: string): boolean {
  const own = periodKindOf(event.period);
  if (own === undefined || own === 'week' || own === kind) return false;
  const { fromDay, toDay } = periodDays(kind, period);
  return event.fromDay >= fromDay && event.toDay <= toDay;
}

/**
 * Reads, once for each shorter period, the counts that it had when it closed. If the store has lost them, the
 * frozen counts of the longer period replace them. So every audit has the same result.
 */
function countingsAtClosing(drawing: DrawContext, due: DuePeriod) {
  const countings = new Map<string, Promise<{ counting: CountingBasis; isRecounted: boolean }>>();
  const read = async (event: ReleaseEvent) => {
    const plan = weeklyMinimumOf(event);
    const then = await countingAtClosing({ ...drawing, plan }, event.period, event.closedDay);
    if (then !== undefined) return { counting: then, isRecounted: false };
    // Audiences merge by counts of weeks of receipt. These weeks are frozen only if today's plan requires
    // them; otherwise audiences stay separate.
    const basisPlan = drawing.plan.leastAWeek === undefined ? {} : plan;
    const now = countingOf(basisPlan, await freezeDuePeriod(drawing, due), due.closesOn);
    return { counting: now, isRecounted: true };
  };
  return (event: ReleaseEvent) => {
    const periodId = frozenPeriodId(event.period, event.closedDay);
    const counting = countings.get(periodId) ?? read(event);
    countings.set(periodId, counting);
    return counting;
  };
}
