import { periodsWithin } from '@waylight/calendar';
import { type DisclosiveTables, findDisclosiveTables, type ReleasedTable } from '@waylight/disclosure-audit';
import {
  type Audience,
  type ComponentPeriod,
  type DrawnRelease,
  drawLinkedTables,
  type LinkedTables,
  linkedTablesOf,
  type PlannedTable,
  type TrueCell,
  withoutVictims,
} from '@waylight/disclosure-control';
import { type CountedPeriod, type CountedTable, placeOf } from './counted-periods.ts';

/** The tables of a period as the release job publishes them, and the ids of the withheld ones. */
export type DrawnPeriod = Pick<CountedPeriod, 'kind' | 'period'> & {
  readonly released: readonly ReleasedTable[];
  readonly withheld: readonly string[];
};

/** The key of the draws, and the rounding base. */
type DrawOptions = { readonly secret: Uint8Array; readonly base: number };

/** Finds disclosive tables and sums of victims among linked tables, given the releases of shorter periods within theirs. */
export type DisclosureCheck = (
  linkedTables: LinkedTables,
  earlier: readonly ReleasedTable[],
  drawn: readonly ReleasedTable[],
) => Promise<DisclosiveTables>;

/** The disclosure audit of the release job. */
export const RELEASE_CHECK: DisclosureCheck = (linkedTables, earlier, drawn) =>
  findDisclosiveTables(linkedTables, earlier, drawn, { pairedOrganisations: 0 });

/** Withholds nothing: whether a table is withheld follows from the counts and the numbers, not from the key. */
export const NO_CHECK: DisclosureCheck = async () => ({ tables: new Set(), victims: new Set() });

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
    const { kind, period, tables, sharing } = counted;
    const released: ReleasedTable[] = [];
    const withheld: string[] = [];
    const within = earlier.filter(({ table, period: part }) => isWithin(counted, table, part));
    for (const linkedTables of linkedTablesOf({ tables: [...new Set(tables.map(({ table }) => table))] })) {
      const found = drawLinkedTables({
        secret,
        roundingBase: base,
        linkedTables,
        period,
        audiences: sharing.audiences,
        cellsFor: (table, audience) => cellsOf(findCountedTable(counted, table, audience)),
        componentPeriodsOf: (table) => coupledComponents(counted, earlier, table, { kind, period }),
      }).map((one) => toReleasedTable(counted, one));
      const disclosive = await checkDisclosure(linkedTables, within, found);
      withheld.push(...disclosive.tables);
      released.push(
        ...found
          .filter(({ table }) => !disclosive.tables.has(table.id))
          .map((one) =>
            disclosive.victims.has(one.table.id) ? toReleasedTable(counted, withoutVictims(one)) : one,
          ),
      );
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
