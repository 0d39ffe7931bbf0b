import { isoMonth, periodDays, periodKindOf } from '@waylight/calendar';
import type { ReleaseEvent } from '@waylight/contracts/release';
import type { ReleasedTable } from '@waylight/disclosure-audit';
import { AUDIENCES, type DuePeriod, drawnTableOf, releaseIdOf } from '@waylight/disclosure-control';
import {
  cellsAtClosing,
  countOwnCells,
  type DrawContext,
  freezeDuePeriod,
  latentTablesOf,
} from './draw-period.ts';
import { type FrozenCells, frozenPeriodId } from './frozen-period.ts';
import { plannedTableOf } from './table-definition.ts';

/**
 * Releases that count some of the incidents of a period, with their counts and with the tables of their time: those of
 * the shorter periods within it; for weeks and months also the months and weeks of receipt that limit each other. Also
 * returns the latent tables of these periods.
 * @throws UnknownTableError for a release whose definition is missing or unknown to this version.
 */
export async function readEarlierReleases(drawing: DrawContext, due: DuePeriod): Promise<ReleasedTable[]> {
  const { releases, signal } = drawing;
  const published = [...(await releases.refresh(signal)).values()].map(({ event }) => event);
  if (isWeekBeforeMonth(due, published)) return [];
  const readCells = createCellReader(drawing, due);
  const found: ReleasedTable[] = [];
  const latent: ReleasedTable[] = [];
  const related = published
    .filter((event) => isRelated(event, due))
    .map((event) => ({ event, table: plannedTableOf(event) }));
  for (const [period, ofPeriod] of Map.groupBy(related, ({ event }) => event.period)) {
    // Includes the tables that it breaks down, as they were at the time of the release.
    const tables = ofPeriod.map((one) => one.table);
    const released = ofPeriod.flatMap(({ event, table }) => {
      const audience = AUDIENCES.find((to) => releaseIdOf(table, period, to) === event.releaseId);
      return audience === undefined ? [] : [{ event, table, audience }];
    });
    for (const { event, table, audience } of released) {
      const { frozen, isRecounted } = await readCells(event);
      found.push({
        table,
        period,
        audience,
        drawn: drawnTableOf(event),
        isRecounted,
        ...countOwnCells({ table, tables }, audience, period, frozen),
      });
    }
    const [first] = released;
    const basis = first && (await readCells(first.event));
    // Estimates of lost counts do not fit a latent table of later counts.
    if (basis?.isRecounted === false) latent.push(...latentTablesOf(released, period, basis.frozen));
  }
  return [...found, ...latent];
}

/** True for a week whose month is not released yet, as usual. Then no release limits the week. */
function isWeekBeforeMonth(
  { table, period }: DuePeriod,
  published: readonly Pick<ReleaseEvent, 'period'>[],
): boolean {
  if (table.period !== 'week') return false;
  const month = isoMonth(periodDays('week', period).toDay);
  return published.every((event) => event.period !== month);
}

/** Maximum age of an incident that counts by week of receipt; see `addWeekConstraints` in the disclosure audit. */
const MAX_AGE_DAYS = 28;

function isRelated(event: ReleaseEvent, { table: { period: kind }, period }: DuePeriod): boolean {
  const own = periodKindOf(event.period);
  if (own === undefined || event.period === period) return false;
  const { fromDay, toDay } = periodDays(kind, period);
  const isWithin = (from: number): boolean => event.fromDay >= from && event.toDay <= toDay;
  // The previous month and the weeks between limit each other and the due month or week.
  const from =
    kind === 'week' || kind === 'month'
      ? periodDays('month', isoMonth(fromDay - MAX_AGE_DAYS)).fromDay
      : fromDay;
  if (own === 'week') return isWithin(from + MAX_AGE_DAYS);
  if (kind === 'week') return own === 'month' && event.toDay >= from && event.fromDay <= toDay;
  if (own === 'month') return isWithin(from);
  return own === 'quarter' && kind === 'year' && isWithin(fromDay);
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
