import {
  AUDIENCES,
  type Audience,
  type CoupledPart,
  codesOf,
  coverageOf,
  type DrawnFor,
  type DrawnTable,
  type DuePeriod,
  drawFamily,
  drawnTableOf,
  hasAxes,
  type PlannedTable,
  type ReleasePlan,
  releaseIdOf,
  releasePeriodsWithin,
  type TrueCell,
} from '@waylight/disclosure-control';
import type { CellMap, RawCellStore } from '@waylight/view-store';
import { activityBucket } from '../steps/activity/activity-contribution.ts';
import { partitionName } from '../steps/names.ts';
import type { LogEnd } from './caught-up.ts';
import type { Expected } from './completeness-of.ts';
import { countByOrganisation, countTable } from './count-table.ts';
import { type Counting, countingOf, weeksBefore } from './counting.ts';
import { bucketsOf, type FrozenPeriods, freezePeriod, frozenPeriodId } from './frozen-period.ts';
import type { ReleaseEvents } from './release-events.ts';

/** What a draw needs. */
export type Drawing = {
  readonly plan: ReleasePlan;
  /** Keys every draw; see `drawTable`. */
  readonly secret: Uint8Array;
  readonly releases: ReleaseEvents;
  readonly store: RawCellStore;
  readonly viewStore: FrozenPeriods;
  /** The partitions that are counted. */
  readonly ends: readonly LogEnd[];
  /** How many organisations are checked in pairs as well; see `pairsToCheck`. */
  readonly pairsOf: number;
  /** From whom it is expected that it says what it did: see `completenessOfPeriod`. */
  readonly expected: Expected;
  readonly signal: AbortSignal;
};

/** A table as it was drawn for a circle, with the counts behind it. */
export type DrawnDue = DrawnFor & {
  readonly period: string;
  readonly cells: readonly TrueCell[];
  readonly ownOf: ReadonlyMap<string, readonly TrueCell[]>;
};

/** Freezes a period where it is not frozen yet, and draws its tables for all circles: the one draw, however often. */
export async function drawDue(drawing: Drawing, due: DuePeriod): Promise<DrawnDue[] | undefined> {
  const { family, table: head, period } = due;
  const { plan, secret } = drawing;
  const counting = countingOf(plan, await freezeDue(drawing, due), due.closesOn);
  const coverage = coverageOf(head.period, period);
  const parts = new Map<PlannedTable, readonly CoupledPart[]>();
  for (const table of family) {
    const released = await releasedParts(drawing, { table, period }, counting);
    if (released === undefined) return undefined;
    parts.set(table, released);
  }
  const cellsFor = (table: PlannedTable, audience: Audience): TrueCell[] =>
    countTable({ table, tables: plan.tables }, audience, coverage, counting);
  const ownOf = (table: PlannedTable, audience: Audience) =>
    countByOrganisation({ table, tables: plan.tables }, audience, coverage, counting);
  const drawn = drawFamily({
    ...{ secret, base: plan.base, family, period, cellsFor, circles: counting.circles },
    partsOf: (table) => parts.get(table) ?? [],
  });
  return drawn.map((one) => {
    const { table, audience } = one;
    return { ...one, period, cells: cellsFor(table, audience), ownOf: ownOf(table, audience) };
  });
}

/** Freezes what a period counts, where it is not frozen yet: nothing that arrives later changes it. */
export async function freezeDue(
  { plan, store, viewStore, ends }: Pick<Drawing, 'plan' | 'store' | 'viewStore' | 'ends'>,
  { table, period, closesOn }: Pick<DuePeriod, 'table' | 'period' | 'closesOn'>,
): Promise<CellMap[]> {
  const counted = bucketsOf(table, coverageOf(table.period, period));
  const buckets = [...new Set([...counted, ...weeksBefore(plan, closesOn), ...activityIn(table, period)])];
  const partitions = ends.map(({ id }) => partitionName(id));
  const periodId = frozenPeriodId(period, closesOn);
  const sets = await freezePeriod({ store, viewStore }, periodId, { partitions, buckets });
  return sets.map(({ cells }) => cells);
}

/** The bucket of what organisations said of a month: whichever plan is asked for it later. */
function activityIn({ period: kind }: PlannedTable, period: string): string[] {
  return kind === 'month' ? [activityBucket(period)] : [];
}

/**
 * The shorter periods that a table is coupled to, as they were released, with what they counted when they closed. Undefined
 * where one was released with other rows, columns or another k, or to another circle: nothing could couple the two.
 */
async function releasedParts(
  drawing: Drawing,
  { table, period }: Pick<DuePeriod, 'table' | 'period'>,
  now: Counting,
): Promise<CoupledPart[] | undefined> {
  const { plan, releases, signal } = drawing;
  const { tables, base } = plan;
  const shorter = tables.find(({ id }) => id === table.partsOf);
  if (shorter === undefined) return [];
  const published = await releases.refresh(signal);
  const parts: CoupledPart[] = [];
  for (const part of releasePeriodsWithin(shorter.period, table.period, period)) {
    const release = published.get(releaseIdOf(shorter, part));
    // Another circle's alone, from an earlier plan, counts other reports.
    if (release === undefined && AUDIENCES.some((to) => published.has(releaseIdOf(shorter, part, to))))
      return undefined;
    signal.throwIfAborted();
    // One that was withheld gives nothing itself; what still shorter periods give of it counts.
    const drawn = release === undefined ? nothingOf(shorter, part, base) : drawnTableOf(release.event);
    if (drawn.base !== base || !hasAxes(drawn, shorter)) return undefined;
    const counted =
      release === undefined ? now : ((await countedAtClosing(drawing, part, release.event.closedDay)) ?? now);
    const below = await releasedParts(drawing, { table: shorter, period: part }, now);
    if (below === undefined) return undefined;
    const count = (counting: Counting): TrueCell[] =>
      countTable({ table: shorter, tables }, shorter.audience, coverageOf(shorter.period, part), counting);
    parts.push({ table: shorter, drawn, cells: count(counted), standing: count(now), parts: below });
  }
  return parts;
}

function nothingOf({ id, rows, columns }: PlannedTable, period: string, base: number): DrawnTable {
  const [rowCodes, columnCodes] = [codesOf(rows), codesOf(columns)];
  const none = (codes: readonly string[]): null[] => codes.map(() => null);
  return {
    ...{ tableId: id, period, base, rows: rowCodes, columns: columnCodes },
    cells: rowCodes.map(() => none(columnCodes)),
    ...{ rowTotals: none(rowCodes), columnTotals: none(columnCodes), total: null },
  };
}

/**
 * What a period counted when it closed; undefined where the store has lost it. A draw takes what is counted now for it then: chances are
 * a little off, and what the parts force is not, because that follows from what was released.
 */
export async function countedAtClosing(
  { plan, viewStore }: Pick<Drawing, 'viewStore'> & { readonly plan: Pick<ReleasePlan, 'leastAWeek'> },
  period: string,
  closedDay: number,
): Promise<Counting | undefined> {
  const kept = await viewStore.readKept(frozenPeriodId(period, closedDay));
  if (kept === null) return undefined;
  return countingOf(
    plan,
    [...kept.values()].map(({ cells }) => cells),
    closedDay,
  );
}
