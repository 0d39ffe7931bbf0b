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
import { cellsAtClosing, countOwnCells, type DrawContext, freezeDuePeriod } from './draw-period.ts';
import { type FrozenCells, frozenPeriodId } from './frozen-period.ts';
import { plannedTableOf } from './table-definition.ts';

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
  const readCells = createCellReader(drawing, due);
  const found: ReleasedTable[] = [];
  const within = published
    .filter((event) => isWithinLongerPeriod(event, topTable.period, period))
    .map((event) => ({ event, table: plannedTableOf(event) }));
  for (const { event, table } of within) {
    const audience = AUDIENCES.find((to) => releaseIdOf(table, event.period, to) === event.releaseId);
    if (audience === undefined) continue;
    // Includes the tables that it breaks down, as they were at the time of the release.
    const tables = within.filter((one) => one.event.period === event.period).map((one) => one.table);
    const { frozen, isRecounted } = await readCells(event);
    const query = [{ table, tables }, audience, event.period, frozen] as const;
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
 * Reads, once for each shorter period, the cells that it had when it closed. If the store has lost them, the
 * frozen counts of the longer period replace them. So every audit has the same result.
 */
function createCellReader(drawing: DrawContext, due: DuePeriod) {
  type Read = { readonly frozen: FrozenCells; readonly isRecounted: boolean };
  const reads = new Map<string, Promise<Read>>();
  const read = async ({ period, closedDay }: ReleaseEvent): Promise<Read> => {
    const then = await cellsAtClosing(drawing, period, closedDay);
    return then === undefined
      ? { frozen: await freezeDuePeriod(drawing, due), isRecounted: true }
      : { frozen: then, isRecounted: false };
  };
  return (event: ReleaseEvent): Promise<Read> => {
    const periodId = frozenPeriodId(event.period, event.closedDay);
    const cells = reads.get(periodId) ?? read(event);
    reads.set(periodId, cells);
    return cells;
  };
}
