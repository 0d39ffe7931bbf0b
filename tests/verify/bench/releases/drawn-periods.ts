import { periodsWithin } from '@waylight/calendar';
import { type DrawToDecide, decideDraw, type ReleasedTable } from '@waylight/disclosure-audit';
import {
  type Audience,
  type ComponentPeriod,
  type DrawnRelease,
  type DrawVariant,
  drawLinkedTables,
  FIRST_DRAW,
  linkedTablesOf,
  type PlannedTable,
  type TrueCell,
} from '@waylight/disclosure-control';
import { type CountedPeriod, type CountedTable, placeOf } from './counted-periods.ts';

/** The tables of a period as the release job publishes them, and the ids of the withheld ones. */
export type DrawnPeriod = Pick<CountedPeriod, 'kind' | 'period'> & {
  readonly released: readonly ReleasedTable[];
  readonly withheld: readonly string[];
};

/** The key of the draws, and the rounding base. */
type DrawOptions = { readonly secret: Uint8Array; readonly base: number };

/** Decides which draw of linked tables is released. */
export type DisclosureCheck = (
  period: DrawToDecide<ReleasedTable>,
) => Promise<{ readonly released: readonly ReleasedTable[]; readonly withheldTables: readonly string[] }>;

/** The decision of the release job. */
export const RELEASE_CHECK: DisclosureCheck = async (period) => {
  const { released, decision } = await decideDraw(period, { pairedOrganisations: 0 });
  return { released, withheldTables: decision.withheldTables };
};

/** Releases the first draw: whether another is drawn follows from the counts and the numbers, not from the key. */
export const NO_CHECK: DisclosureCheck = async ({ draw }) => ({
  released: draw(FIRST_DRAW),
  withheldTables: [],
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
  for (const counted of periods) {
    const { kind, period, tables, audiences } = counted;
    const released: ReleasedTable[] = [];
    const withheld: string[] = [];
    const within = earlier.filter(({ table, period: part }) => isWithin(counted, table, part));
    for (const linkedTables of linkedTablesOf({ tables: [...new Set(tables.map(({ table }) => table))] })) {
      const draw = (variant: DrawVariant): ReleasedTable[] =>
        drawLinkedTables({
          secret,
          roundingBase: base,
          linkedTables,
          period,
          variant,
          audiences,
          cellsFor: (table, audience) => cellsOf(findCountedTable(counted, table, audience)),
          componentPeriodsOf: (table) => coupledComponents(counted, earlier, table, { kind, period }),
        }).map((one) => toReleasedTable(counted, one));
      const decided = await checkDisclosure({ linkedTables, earlier: within, draw });
      withheld.push(...decided.withheldTables);
      released.push(...decided.released);
    }
    earlier.push(...released);
    drawn.push({ kind, period, released, withheld });
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
): ReleasedTable {
  const of = findCountedTable(counted, table, audience);
  return {
    table,
    period: counted.period,
    audience,
    drawn,
    cells: cellsOf(of),
    // A getter, because only an audit needs it and it takes longer than the draw.
    get cellsByOrganisation() {
      return cellsByOrganisation(counted, of);
    },
  };
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
