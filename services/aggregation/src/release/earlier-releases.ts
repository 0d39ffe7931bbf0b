import type { ReleaseEvent } from '@waylight/contracts/release';
import { isRelatedPeriod, isWeekBeforeMonth, type ReleasedTable } from '@waylight/disclosure-audit';
import { AUDIENCES, type DuePeriod, drawnTableOf, releaseIdOf } from '@waylight/disclosure-control';
import {
  cellsAtClosing,
  countOwnCells,
  type DrawContext,
  freezeDuePeriod,
  latentTablesOf,
} from './draw-period.ts';
import { type FrozenCells, frozenCellsOf, frozenPeriodId } from './frozen-period.ts';
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
  const periods = published.map(({ period }) => period);
  if (isWeekBeforeMonth(due.period, periods)) return [];
  const readCells = createCellReader(drawing, due);
  const found: ReleasedTable[] = [];
  const latent: ReleasedTable[] = [];
  const related = published
    .filter(({ period }) => isRelatedPeriod(period, due.period))
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
      ? { frozen: frozenCellsOf((await freezeDuePeriod(drawing, due)).sets), isRecounted: true }
      : { frozen: then, isRecounted: false };
  };
  return (event: ReleaseEvent): Promise<Read> => {
    const periodId = frozenPeriodId(event.period, event.closedDay);
    const cells = reads.get(periodId) ?? read(event);
    reads.set(periodId, cells);
    return cells;
  };
}
