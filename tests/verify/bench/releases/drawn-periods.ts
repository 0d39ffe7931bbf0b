import { periodsWithin } from '@waylight/calendar';
import {
  type DrawDecision,
  type DrawToDecide,
  decideDraw,
  isRelatedPeriod,
  isWeekBeforeMonth,
  latentTableOf,
  type ReleasedTable,
} from '@waylight/disclosure-audit';
import {
  type Audience,
  type ComponentPeriod,
  type DrawnRelease,
  type DrawnTable,
  type DrawVariant,
  drawLinkedTables,
  FIRST_DRAW,
  linkedTablesOf,
  type PlannedTable,
  pooledRowsOfYear,
  releaseIdOf,
  type TrueCell,
} from '@waylight/disclosure-control';
import { type CountedPeriod, type CountedTable, countMore, emptyTable, placeOf } from './counted-periods.ts';

/** The tables of a period as the release job publishes them, and its decision. */
export type DrawnPeriod = Pick<CountedPeriod, 'kind' | 'period'> & {
  readonly released: readonly ReleasedTable[];
  /** Unreleased tables that limit the released ones in an audit; see `latentTablesOf`. */
  readonly latent: readonly ReleasedTable[];
  readonly decision: DrawDecision;
  /** Number of draws, with those that lacked a table and were not audited. */
  readonly draws: number;
  /** Time of all draws and audits. */
  readonly closingMs: number;
};

/** The key of the draws, and the rounding base. */
type DrawOptions = { readonly secret: Uint8Array; readonly base: number };

/** Derives the secret of draws from a text. */
export const secretOf = (key: string): Uint8Array => Buffer.from(key.padEnd(32, '.'), 'utf8');

/** Decides which draw of the linked tables of a counted period is released. */
export type DisclosureCheck = (
  period: DrawToDecide<ReleasedTable>,
  counted: CountedPeriod,
) => Promise<{ readonly released: readonly ReleasedTable[]; readonly decision: DrawDecision }>;

/** The decision of the release job, which audits this many organisations of each country in pairs. */
export const releaseCheck =
  (pairedOrganisations: number): DisclosureCheck =>
  (period) =>
    decideDraw(period, { pairedOrganisations });

/** The decision with the default settings: no pairs are audited. */
export const RELEASE_CHECK: DisclosureCheck = releaseCheck(0);

/** Releases the first draw. */
export const NO_CHECK: DisclosureCheck = async ({ draw }) => ({
  released: draw(FIRST_DRAW),
  decision: { ...FIRST_DRAW, withheldTables: [], withheldVictims: [] },
});

/**
 * Draws periods like the release job, in the order in which they close. Each is coupled to the releases and the current
 * counts of its shorter periods, and audited together with them.
 */
export async function drawPeriods(
  periods: readonly CountedPeriod[],
  { secret, base }: DrawOptions,
  checkDisclosure: DisclosureCheck,
): Promise<DrawnPeriod[]> {
  const earlier: ReleasedTable[] = [];
  const drawn: DrawnPeriod[] = [];
  const plan = { tables: periods.flatMap(({ tables }) => tables.map(({ table }) => table)) };
  const released = new Map<string, DrawnTable>();
  for (const counted of periods) {
    const { kind, period, tables, audiences } = counted;
    const [linkedTables, ...others] = linkedTablesOf({
      tables: [...new Set(tables.map(({ table }) => table))],
    });
    if (linkedTables === undefined || others.length > 0)
      throw new RangeError('The tables of a period must be linked');
    const variants = new Set<string>();
    const draw = (variant: DrawVariant): ReleasedTable[] => {
      variants.add(JSON.stringify(variant));
      return drawLinkedTables({
        secret,
        roundingBase: base,
        linkedTables,
        period,
        variant,
        audiences,
        cellsFor: (table, audience) => cellsOf(findCountedTable(counted, table, audience)),
        componentPeriodsOf: (table) => coupledComponents(counted, earlier, table, { kind, period }),
        pooledRowsOf: (table) => pooledRowsOfYear(plan, (id) => released.get(id), { table, period }),
      }).map((one) => toReleasedTable(counted, one));
    };
    const began = performance.now();
    const latent = latentTablesOf(counted);
    const related = isWeekBeforeMonth(
      period,
      earlier.map((one) => one.period),
    )
      ? []
      : earlier.filter((one) => isRelatedPeriod(one.period, period));
    const toDecide = { linkedTables, earlier: [...related, ...latent], draw };
    const decided = await checkDisclosure(toDecide, counted);
    earlier.push(...decided.released, ...latent);
    for (const one of decided.released) released.set(releaseIdOf(one.table, period, one.audience), one.drawn);
    const closingMs = performance.now() - began;
    drawn.push({ kind, period, ...decided, latent, draws: variants.size, closingMs });
  }
  return drawn;
}

/** Returns the released component periods of a table, each with its own component periods. */
function coupledComponents(
  longer: CountedPeriod,
  released: readonly ReleasedTable[],
  { partsOf }: PlannedTable,
  { kind, period }: Pick<CountedPeriod, 'kind' | 'period'>,
): ComponentPeriod[] {
  return released
    .filter(
      ({ table, period: part, audience }) =>
        table.id === partsOf && audience === table.audience && isWithin({ kind, period }, table, part),
    )
    .map(({ table, period: part, audience, drawn, cells }) => {
      const now = longer.within.find((one) => one.kind === table.period && one.period === part);
      return {
        table,
        drawn,
        cells,
        currentCells: now === undefined ? [] : cellsOf(findCountedTable(now, table, audience)),
        componentPeriods: coupledComponents(longer, released, table, { kind: table.period, period: part }),
      };
    });
}

const isWithin = (
  { kind, period }: Pick<CountedPeriod, 'kind' | 'period'>,
  table: PlannedTable,
  part: string,
): boolean => table.period !== kind && periodsWithin(table.period, kind, period).includes(part);

/** A table as drawn for an audience, with the counts behind it. */
export function toReleasedTable(
  counted: CountedPeriod,
  { table, audience, drawn }: DrawnRelease,
  nodeOf: NodeOf = nodeOfSimulated,
): ReleasedTable {
  return withCounts(counted, findCountedTable(counted, table, audience), drawn, { nodeOf });
}

/** The unreleased tables of countries by segments of a period, which limit its released tables in an audit. */
export function latentTablesOf(counted: CountedPeriod, nodeOf: NodeOf = nodeOfSimulated): ReleasedTable[] {
  const { kind, period, audiences, incidents } = counted;
  return [...Map.groupBy(counted.tables, ({ audience }) => audience)].flatMap(([audience, ofAudience]) => {
    const table = latentTableOf(ofAudience.map((one) => one.table));
    if (table === undefined) return [];
    const drawn: DrawnTable = { ...NOTHING_DRAWN, tableId: table.id, period };
    const alone = {
      kind,
      period,
      incidents: [],
      audiences,
      tables: [emptyTable(table, audience)],
      within: [],
    };
    const latent = countMore(alone, incidents);
    const counts = findCountedTable(latent, table, audience);
    return [withCounts(latent, counts, drawn, { nodeOf, isLatent: true })];
  });
}

const NOTHING_DRAWN = {
  roundingBase: 1,
  rows: [],
  columns: [],
  cells: [],
  rowTotals: [],
  columnTotals: [],
  total: null,
} as const;

/** Returns the country of an organisation's node. */
type NodeOf = (organisation: string) => string;

/** The names of simulated organisations begin with their node, such as "rs-1". */
const nodeOfSimulated: NodeOf = (organisation) => organisation.split('-')[0] ?? organisation;

function withCounts(
  counted: CountedPeriod,
  of: CountedTable,
  drawn: DrawnTable,
  { nodeOf, ...latent }: { readonly nodeOf: NodeOf; readonly isLatent?: true },
): ReleasedTable {
  const { table, audience } = of;
  return {
    ...latent,
    table,
    period: counted.period,
    audience,
    drawn,
    cells: cellsOf(of),
    // Getters, because only an audit needs them and they take longer than the draw.
    get cellsByOrganisation() {
      return cellsByOrganisation(counted, of);
    },
    get cellsByNode() {
      return cellsByNode(cellsByOrganisation(counted, of), nodeOf);
    },
  };
}

/** Groups the parts of organisations by the node that took their reports. */
function cellsByNode(
  parts: ReadonlyMap<string, readonly TrueCell[]>,
  nodeOf: NodeOf,
): Map<string, ReadonlyMap<string, readonly TrueCell[]>> {
  const byNode = Map.groupBy(parts, ([organisation]) => nodeOf(organisation));
  return new Map([...byNode].map(([node, ofNode]) => [node, new Map(ofNode)]));
}

/** Returns each organisation's part of a table's counts. */
function cellsByOrganisation(counted: CountedPeriod, table: CountedTable): Map<string, TrueCell[]> {
  const parts = new Map<string, TrueCell[]>();
  for (const incident of counted.incidents) {
    const { organisation } = incident;
    const place = organisation === undefined ? undefined : placeOf(table, incident, counted);
    if (organisation === undefined || place === undefined) continue;
    parts.set(organisation, [
      ...(parts.get(organisation) ?? []),
      { ...place, count: 1, victims: incident.victims ?? 0 },
    ]);
  }
  return parts;
}

function findCountedTable({ tables }: CountedPeriod, { id }: PlannedTable, audience: Audience): CountedTable {
  const found = tables.find(({ table, audience: to }) => table.id === id && to === audience);
  if (found === undefined) throw new Error('A drawn table must have been counted');
  return found;
}

function cellsOf({ rows, columns, cells, victims }: CountedTable): TrueCell[] {
  return rows.flatMap((row, r) =>
    columns.flatMap((column, c) => {
      const count = cells[r]?.[c] ?? 0;
      return count === 0 ? [] : [{ row, column, count, victims: victims[r]?.[c] ?? 0 }];
    }),
  );
}
