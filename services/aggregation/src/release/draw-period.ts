import {
  AUDIENCES,
  type Audience,
  type ComponentPeriod,
  codesOf,
  coverageOf,
  type DrawnRelease,
  type DrawnTable,
  type DuePeriod,
  drawLinkedTables,
  drawnTableOf,
  hasAxes,
  type PlannedTable,
  type ReleasePlan,
  releaseIdOf,
  releasePeriodsWithin,
  type TrueCell,
} from '@waylight/disclosure-control';
import type { CellMap, RawCellStore } from '@waylight/view-store';
import { activityBucket } from '../count/activity/activity-contribution.ts';
import type { LogEnd } from '../count/log-ends.ts';
import { partitionName } from '../count/partition-names.ts';
import { countByOrganisation, countTable } from './count-table.ts';
import { type CountingBasis, countingBasisOf, weeksBefore } from './counting-basis.ts';
import { bucketsOf, type FrozenPeriods, freezePeriod, frozenPeriodId } from './frozen-period.ts';
import type { ExpectedOrganisations } from './period-completeness.ts';
import type { ReleaseLog } from './release-log.ts';

/** What a draw needs. */
export type DrawContext = {
  readonly plan: ReleasePlan;
  /** Keys every draw; see `drawTable`. */
  readonly secret: Uint8Array;
  readonly releases: ReleaseLog;
  readonly store: RawCellStore;
  readonly viewStore: FrozenPeriods;
  /** The partitions that are counted. */
  readonly ends: readonly LogEnd[];
  /** How many organisations are checked in pairs as well; see `pairsToCheck`. */
  readonly pairedOrganisations: number;
  /** From whom it is expected that it says what it did: see `completenessOfPeriod`. */
  readonly expectedOrganisations: ExpectedOrganisations;
  readonly signal: AbortSignal;
};

/** A table as it was drawn for a circle, with the counts behind it. */
export type DrawnReleaseWithCounts = DrawnRelease & {
  readonly period: string;
  readonly cells: readonly TrueCell[];
  readonly cellsByOrganisation: ReadonlyMap<string, readonly TrueCell[]>;
};

/** Freezes a period where it is not frozen yet, and draws its tables for all circles: the one draw, however often. */
export async function drawPeriod(
  drawing: DrawContext,
  due: DuePeriod,
): Promise<DrawnReleaseWithCounts[] | undefined> {
  const { linkedTables, table: topTable, period } = due;
  const { plan, secret } = drawing;
  const counting = countingBasisOf(plan, await freezeDuePeriod(drawing, due), due.closesOn);
  const coverage = coverageOf(topTable.period, period);
  const parts = new Map<PlannedTable, readonly ComponentPeriod[]>();
  for (const table of linkedTables) {
    const released = await releasedComponentPeriods(drawing, { table, period }, counting);
    if (released === undefined) return undefined;
    parts.set(table, released);
  }
  const cellsFor = (table: PlannedTable, audience: Audience): TrueCell[] =>
    countTable({ table, tables: plan.tables }, audience, coverage, counting);
  const organisationCells = (table: PlannedTable, audience: Audience) =>
    countByOrganisation({ table, tables: plan.tables }, audience, coverage, counting);
  const drawn = drawLinkedTables({
    ...{ secret, roundingBase: plan.base, linkedTables, period, cellsFor, audiences: counting.audiences },
    componentPeriodsOf: (table) => parts.get(table) ?? [],
  });
  return drawn.map((one) => {
    const { table, audience } = one;
    return {
      ...one,
      period,
      cells: cellsFor(table, audience),
      cellsByOrganisation: organisationCells(table, audience),
    };
  });
}

/** Freezes what a period counts, where it is not frozen yet: nothing that arrives later changes it. */
export async function freezeDuePeriod(
  { plan, store, viewStore, ends }: Pick<DrawContext, 'plan' | 'store' | 'viewStore' | 'ends'>,
  { table, period, closesOn }: Pick<DuePeriod, 'table' | 'period' | 'closesOn'>,
): Promise<CellMap[]> {
  const counted = bucketsOf(table, coverageOf(table.period, period));
  const buckets = [
    ...new Set([...counted, ...weeksBefore(plan, closesOn), ...activityBuckets(table, period)]),
  ];
  const partitions = ends.map(({ id }) => partitionName(id));
  const periodId = frozenPeriodId(period, closesOn);
  const sets = await freezePeriod({ store, viewStore }, periodId, { partitions, buckets });
  return sets.map(({ cells }) => cells);
}

/** The bucket of what organisations said of a month: whichever plan is asked for it later. */
function activityBuckets({ period: kind }: PlannedTable, period: string): string[] {
  return kind === 'month' ? [activityBucket(period)] : [];
}

/**
 * The shorter periods that a table is coupled to, as they were released, with what they counted when they closed. Undefined
 * where one was released with other rows, columns or another k, or to another circle: nothing could couple the two.
 */
async function releasedComponentPeriods(
  drawing: DrawContext,
  { table, period }: Pick<DuePeriod, 'table' | 'period'>,
  now: CountingBasis,
): Promise<ComponentPeriod[] | undefined> {
  const { plan, releases, signal } = drawing;
  const { tables, base } = plan;
  const shorter = tables.find(({ id }) => id === table.partsOf);
  if (shorter === undefined) return [];
  const published = await releases.refresh(signal);
  const parts: ComponentPeriod[] = [];
  for (const part of releasePeriodsWithin(shorter.period, table.period, period)) {
    const release = published.get(releaseIdOf(shorter, part));
    // Another circle's alone, from an earlier plan, counts other reports.
    if (release === undefined && AUDIENCES.some((to) => published.has(releaseIdOf(shorter, part, to))))
      return undefined;
    signal.throwIfAborted();
    // One that was withheld gives nothing itself; what still shorter periods give of it counts.
    const drawn = release === undefined ? emptyTable(shorter, part, base) : drawnTableOf(release.event);
    if (drawn.roundingBase !== base || !hasAxes(drawn, shorter)) return undefined;
    const counted =
      release === undefined
        ? now
        : ((await countingAtClosing(drawing, part, release.event.closedDay)) ?? now);
    const below = await releasedComponentPeriods(drawing, { table: shorter, period: part }, now);
    if (below === undefined) return undefined;
    const count = (counting: CountingBasis): TrueCell[] =>
      countTable({ table: shorter, tables }, shorter.audience, coverageOf(shorter.period, part), counting);
    parts.push({
      table: shorter,
      drawn,
      cells: count(counted),
      currentCells: count(now),
      componentPeriods: below,
    });
  }
  return parts;
}

function emptyTable({ id, rows, columns }: PlannedTable, period: string, base: number): DrawnTable {
  const [rowCodes, columnCodes] = [codesOf(rows), codesOf(columns)];
  const none = (codes: readonly string[]): null[] => codes.map(() => null);
  return {
    ...{ tableId: id, period, roundingBase: base, rows: rowCodes, columns: columnCodes },
    cells: rowCodes.map(() => none(columnCodes)),
    ...{ rowTotals: none(rowCodes), columnTotals: none(columnCodes), total: null },
  };
}

/**
 * What a period counted when it closed; undefined where the store has lost it. A draw takes what is counted now for it then: chances are
 * a little off, and what the parts force is not, because that follows from what was released.
 */
export async function countingAtClosing(
  { plan, viewStore }: Pick<DrawContext, 'viewStore'> & { readonly plan: Pick<ReleasePlan, 'leastAWeek'> },
  period: string,
  closedDay: number,
): Promise<CountingBasis | undefined> {
  const kept = await viewStore.readKept(frozenPeriodId(period, closedDay));
  if (kept === null) return undefined;
  return countingBasisOf(
    plan,
    [...kept.values()].map(({ cells }) => cells),
    closedDay,
  );
}
