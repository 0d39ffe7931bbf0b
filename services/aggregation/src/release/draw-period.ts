import { periodsWithin } from '@waylight/calendar';
import { latentTableOf, type ReleasedTable } from '@waylight/disclosure-audit';
import {
  AUDIENCES,
  type Audience,
  audiencesOf,
  type ComponentPeriod,
  checkDrawnTable,
  codesOf,
  type DrawnRelease,
  type DrawnTable,
  type DrawVariant,
  type DuePeriod,
  drawLinkedTables,
  drawnTableOf,
  hasAxes,
  type PlannedTable,
  pooledRowsOfYear,
  type ReleasePlan,
  releaseIdOf,
  type TrueCell,
} from '@waylight/disclosure-control';
import type { Freeze, FreezeStore, RawCellStore } from '@waylight/view-store';
import { activityBucket } from '../count/activity/activity-contribution.ts';
import type { LogEnd } from '../count/log-positions.ts';
import { partitionName } from '../count/partition-names.ts';
import {
  byOrganisation,
  type CellsByNode,
  countByNode,
  countTable,
  type TableToCount,
} from './count-table.ts';
import {
  bucketsOf,
  type CompleteFreeze,
  type FrozenCells,
  freezePeriod,
  frozenCellsOf,
  frozenPeriodId,
} from './frozen-period.ts';
import type { ExpectedOrganisations } from './period-completeness.ts';
import type { ReleaseLog } from './release-log.ts';
import { audiencesWithEnoughReports } from './shared-reports.ts';

export type DrawContext = {
  readonly plan: ReleasePlan;
  /** Key of every draw; see `drawTable`. */
  readonly secret: Uint8Array;
  readonly releases: ReleaseLog;
  readonly store: RawCellStore;
  readonly viewStore: FreezeStore;
  /** Ends of all counted partitions. */
  readonly ends: readonly LogEnd[];
  /** Number of organisations of each country that are also audited in pairs; see `decideDraw`. */
  readonly pairedOrganisations: number;
  /** Organisations that should report activity; see `completenessOfPeriod`. */
  readonly expectedOrganisations: ExpectedOrganisations;
  readonly signal: AbortSignal;
};

/** A drawn table of an audience, with its exact counts. */
export type DrawnReleaseWithCounts = DrawnRelease & {
  readonly period: string;
  readonly cells: readonly TrueCell[];
  readonly cellsByOrganisation: ReadonlyMap<string, readonly TrueCell[]>;
  readonly cellsByNode: CellsByNode;
};

export type CountedPeriod = {
  /** The freeze that was counted. */
  readonly freeze: Freeze;
  /** Draws a variant of the period. Every call with the same variant gives the same tables. */
  readonly draw: (variant: DrawVariant) => DrawnReleaseWithCounts[];
  /** Tables that restrict the counts and are not released; see `latentTablesOf`. */
  readonly latent: readonly ReleasedTable[];
};

/**
 * Freezes a period unless it is already frozen, and counts its tables for all audiences. Undefined if a table
 * cannot be coupled to its component periods.
 */
export async function countPeriod(drawing: DrawContext, due: DuePeriod): Promise<CountedPeriod | undefined> {
  const { linkedTables, table: topTable, period } = due;
  const { plan, secret } = drawing;
  const freeze = await freezeDuePeriod(drawing, due);
  const frozen = frozenCellsOf(freeze.sets);
  const published = await drawing.releases.refresh(drawing.signal);
  const parts = new Map<PlannedTable, readonly ComponentPeriod[]>();
  for (const table of linkedTables) {
    const released = await releasedComponentPeriods(drawing, { table, period }, frozen);
    if (released === undefined) return undefined;
    parts.set(table, released);
  }
  const counted = new Map<string, OwnCells>();
  const countsOf = (table: PlannedTable, audience: Audience): OwnCells => {
    const key = `${table.id} ${audience}`;
    const cells = counted.get(key) ?? countOwnCells({ table, tables: plan.tables }, audience, period, frozen);
    counted.set(key, cells);
    return cells;
  };
  const findReleased = (id: string): DrawnTable | undefined => {
    const release = published.get(id);
    return release && drawnTableOf(release.event);
  };
  const audiences = audiencesWithEnoughReports(topTable, period, frozen.cells);
  const draw = (variant: DrawVariant): DrawnReleaseWithCounts[] =>
    drawLinkedTables({
      secret,
      roundingBase: plan.base,
      linkedTables,
      period,
      variant,
      cellsFor: (table, audience) => countsOf(table, audience).cells,
      audiences,
      componentPeriodsOf: (table) => parts.get(table) ?? [],
      pooledRowsOf: (table) => pooledRowsOfYear(plan, findReleased, { table, period }),
    }).map((one) => {
      const { table, audience, drawn } = one;
      const problems = checkDrawnTable(table, plan.base, drawn);
      if (problems.length > 0) throw new MalformedTableError(table.id, problems);
      return { ...one, period, ...countsOf(table, audience) };
    });
  const planned = linkedTables.flatMap((table) =>
    audiencesOf(table)
      .filter((audience) => audience === table.audience || audiences.includes(audience))
      .map((audience) => ({ table, audience })),
  );
  return { freeze, draw, latent: latentTablesOf(planned, period, frozen) };
}

/**
 * Countries by segments of a period, for each audience that has a table by country and a table by segment; see
 * `addSegmentConstraints` in the disclosure audit.
 */
export function latentTablesOf(
  tables: readonly Pick<ReleasedTable, 'table' | 'audience'>[],
  period: string,
  frozen: FrozenCells,
): ReleasedTable[] {
  return [...Map.groupBy(tables, ({ audience }) => audience)].flatMap(([audience, ofAudience]) => {
    const table = latentTableOf(ofAudience.map((one) => one.table));
    if (table === undefined) return [];
    return [
      {
        table,
        period,
        audience,
        drawn: emptyTable(table, period, 1),
        isLatent: true,
        ...countOwnCells({ table, tables: [] }, audience, period, frozen),
      },
    ];
  });
}

/** A bug in the draw. Nothing of the period is released. */
export class MalformedTableError extends Error {
  override readonly name = 'MalformedTableError';
  readonly code = 'MALFORMED_TABLE';

  constructor(tableId: string, problems: readonly string[]) {
    super(`the drawn table ${tableId} is malformed: ${problems.join('; ')}`);
  }
}

type OwnCells = Pick<DrawnReleaseWithCounts, 'cells' | 'cellsByOrganisation' | 'cellsByNode'>;

/** Counts of a table, and the parts of each organisation and node. */
export function countOwnCells(
  of: TableToCount,
  audience: Audience,
  period: string,
  frozen: FrozenCells,
): OwnCells {
  const cellsByNode = countByNode(of, audience, period, frozen);
  const cellsByOrganisation = byOrganisation(cellsByNode);
  return { cells: [...cellsByOrganisation.values()].flat(), cellsByOrganisation, cellsByNode };
}

/** Freezes the cells of a period unless they are already frozen. Later reports do not change frozen cells. */
export async function freezeDuePeriod(
  { store, viewStore, ends }: Pick<DrawContext, 'store' | 'viewStore' | 'ends'>,
  { table, period, closesOn }: Pick<DuePeriod, 'table' | 'period' | 'closesOn'>,
): Promise<CompleteFreeze> {
  const buckets = [...bucketsOf(table, period), ...activityBuckets(table, period)];
  const partitions = ends.map(({ id }) => partitionName(id));
  const periodId = frozenPeriodId(period, closesOn);
  return freezePeriod({ store, viewStore }, periodId, { partitions, buckets });
}

/** Bucket of a month's activity. It is frozen for every month, because a later plan may need it. */
function activityBuckets({ period: kind }: PlannedTable, period: string): string[] {
  return kind === 'month' ? [activityBucket(period)] : [];
}

/**
 * Released component periods of a table, with the counts that they had when they closed. Undefined if one of
 * them was released with other rows, columns or rounding base, or to another audience. Then the table cannot
 * be coupled to it.
 */
async function releasedComponentPeriods(
  drawing: DrawContext,
  { table, period }: Pick<DuePeriod, 'table' | 'period'>,
  now: FrozenCells,
): Promise<ComponentPeriod[] | undefined> {
  const { plan, releases, signal } = drawing;
  const { tables, base } = plan;
  const shorter = tables.find(({ id }) => id === table.partsOf);
  if (shorter === undefined) return [];
  const published = await releases.refresh(signal);
  const parts: ComponentPeriod[] = [];
  for (const part of periodsWithin(shorter.period, table.period, period)) {
    const release = published.get(releaseIdOf(shorter, part));
    // A release of an earlier plan to another audience counts other reports.
    if (release === undefined && AUDIENCES.some((to) => published.has(releaseIdOf(shorter, part, to))))
      return undefined;
    signal.throwIfAborted();
    // A withheld period has no numbers, but its own component periods may have.
    const drawn = release === undefined ? emptyTable(shorter, part, base) : drawnTableOf(release.event);
    if (drawn.roundingBase !== base || !hasAxes(drawn, shorter)) return undefined;
    const counted =
      release === undefined ? now : ((await cellsAtClosing(drawing, part, release.event.closedDay)) ?? now);
    const below = await releasedComponentPeriods(drawing, { table: shorter, period: part }, now);
    if (below === undefined) return undefined;
    const count = (of: FrozenCells): TrueCell[] =>
      countTable({ table: shorter, tables }, shorter.audience, part, of);
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
  const nulls = (codes: readonly string[]): null[] => codes.map(() => null);
  return {
    tableId: id,
    period,
    roundingBase: base,
    rows: rowCodes,
    columns: columnCodes,
    cells: rowCodes.map(() => nulls(columnCodes)),
    rowTotals: nulls(rowCodes),
    columnTotals: nulls(columnCodes),
    total: null,
  };
}

/**
 * Cells of a period when it closed; undefined if the store has lost these counts. A draw then uses the
 * current counts, which shifts probabilities slightly. The constraints of the component periods follow from
 * releases, so they stay exact.
 */
export async function cellsAtClosing(
  { viewStore }: Pick<DrawContext, 'viewStore'>,
  period: string,
  closedDay: number,
): Promise<FrozenCells | undefined> {
  const sets = (await viewStore.readFrozenPeriod(frozenPeriodId(period, closedDay)))?.sets;
  return sets ? frozenCellsOf(sets) : undefined;
}
