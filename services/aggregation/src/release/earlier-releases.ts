import type { ReleaseEvent } from '@waylight/contracts/release';
import type { ReleasedTable } from '@waylight/disclosure-audit';
import {
  AUDIENCES,
  coverageOf,
  type DuePeriod,
  drawnTableOf,
  type PlannedTable,
  periodKindOf,
  releaseIdOf,
  releasePeriodDays,
} from '@waylight/disclosure-control';
import { countByOrganisation, countTable } from './count-table.ts';
import { type CountingBasis, countingBasisOf } from './counting-basis.ts';
import { countingAtClosing, type DrawContext, freezeDuePeriod } from './draw-period.ts';
import { frozenPeriodId } from './frozen-period.ts';
import { plannedTableOf, weeklyMinimumOf } from './table-definition.ts';

/**
 * What was released of the shorter periods within one, as its tables were then, with what they counted. Throws UnknownTableError for one that
 * does not say what it counts in a way that this version knows.
 */
export async function readEarlierReleases(drawing: DrawContext, due: DuePeriod): Promise<ReleasedTable[]> {
  const { table: topTable, period } = due;
  // Weeks count by receipt: no other period counts the same.
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
    // With those that it splits, as they were when it was made.
    const tables = within.filter((one) => one.event.period === event.period).map((one) => one.table);
    const { counting, isRecounted } = await countingsOf(event);
    const of = [{ table, tables }, audience, coverageOf(table.period, event.period), counting] as const;
    found.push({
      ...{ table, period: event.period, audience, drawn: drawnTableOf(event), isRecounted },
      cells: countTable(...of),
      cellsByOrganisation: countByOrganisation(...of),
    });
  }
  return found;
}

function isWithinLongerPeriod(event: ReleaseEvent, kind: PlannedTable['period'], period: string): boolean {
  const own = periodKindOf(event.period);
  if (own === undefined || own === 'week' || own === kind) return false;
  const { fromDay, toDay } = releasePeriodDays(kind, period);
  return event.fromDay >= fromDay && event.toDay <= toDay;
}

/**
 * What each shorter period counted when it closed, read once. Where the store has lost that, what the longer period counts of it
 * stands for it: frozen as well, so that the check comes out the same however often it is run.
 */
function countingsAtClosing(drawing: DrawContext, due: DuePeriod) {
  const countings = new Map<string, Promise<{ counting: CountingBasis; isRecounted: boolean }>>();
  const read = async (event: ReleaseEvent) => {
    const plan = weeklyMinimumOf(event);
    const then = await countingAtClosing({ ...drawing, plan }, event.period, event.closedDay);
    if (then !== undefined) return { counting: then, isRecounted: false };
    // Weeks of receipt, which tell the layers, are frozen where today's plan asks for them; without them each circle counts what is shared with it.
    const layers = drawing.plan.leastAWeek === undefined ? {} : plan;
    const now = countingBasisOf(layers, await freezeDuePeriod(drawing, due), due.closesOn);
    return { counting: now, isRecounted: true };
  };
  return (event: ReleaseEvent) => {
    const periodId = frozenPeriodId(event.period, event.closedDay);
    const counting = countings.get(periodId) ?? read(event);
    countings.set(periodId, counting);
    return counting;
  };
}
