import { type DisclosiveTables, findDisclosiveTables, type ReleasedTable } from '@waylight/disclosure-audit';
import {
  type Audience,
  type ComponentPeriod,
  type DrawnRelease,
  drawLinkedTables,
  type LinkedTables,
  linkedTablesOf,
  type PlannedTable,
  releasePeriodsWithin,
  type TrueCell,
  withoutVictims,
} from '@waylight/disclosure-control';
import { type CountedPeriod, type CountedTable, placeOf } from './counted-periods.ts';

/** The tables of a period as the release job makes them, and the ids of those that it withholds. */
export type DrawnPeriod = Pick<CountedPeriod, 'kind' | 'period'> & {
  readonly released: readonly ReleasedTable[];
  readonly withheld: readonly string[];
};

/** Keys the draws. */
type DrawOptions = { readonly secret: Uint8Array; readonly base: number };

/** Which tables of a family, and which sums of victims, must not leave, beside what was released of the shorter periods within its period. */
export type DisclosureCheck = (
  family: LinkedTables,
  earlier: readonly ReleasedTable[],
  drawn: readonly ReleasedTable[],
) => Promise<DisclosiveTables>;

/** The gate of the release job. */
export const RELEASE_CHECK: DisclosureCheck = (family, earlier, drawn) =>
  findDisclosiveTables(family, earlier, drawn, { pairedOrganisations: 0 });

/** Lets everything leave: whether a table is withheld follows from the counts and the numbers, and not from who knows the key. */
export const NO_CHECK: DisclosureCheck = async () => ({ tables: new Set(), victims: new Set() });

/**
 * Draws periods as the release job does: in the order in which they close, each coupled to what was released of its shorter
 * periods and to what is counted of them now, and each held against the gate with these.
 */
export async function drawPeriods(
  periods: readonly CountedPeriod[],
  { secret, base }: DrawOptions,
  checkDisclosure: DisclosureCheck,
): Promise<DrawnPeriod[]> {
  const made: ReleasedTable[] = [];
  const drawn: DrawnPeriod[] = [];
  for (const counted of periods) {
    const { kind, period, tables, sharing } = counted;
    const released: ReleasedTable[] = [];
    const withheld: string[] = [];
    const within = made.filter(({ table, period: part }) => isWithin(counted, table, part));
    for (const family of linkedTablesOf({ tables: [...new Set(tables.map(({ table }) => table))] })) {
      const found = drawLinkedTables({
        ...{ secret, roundingBase: base, linkedTables: family, period, audiences: sharing.audiences },
        cellsFor: (table, audience) => cellsOf(findCountedTable(counted, table, audience)),
        componentPeriodsOf: (table) => coupledComponents(counted, made, table, { kind, period }),
      }).map((one) => toReleasedTable(counted, one));
      const disclosive = await checkDisclosure(family, within, found);
      withheld.push(...disclosive.tables);
      released.push(
        ...found
          .filter(({ table }) => !disclosive.tables.has(table.id))
          .map((one) =>
            disclosive.victims.has(one.table.id) ? toReleasedTable(counted, withoutVictims(one)) : one,
          ),
      );
    }
    made.push(...released);
    drawn.push({ kind, period, released, withheld });
  }
  return drawn;
}

/** The shorter periods that a table is coupled to, and those that these are coupled to themselves, as they were released. */
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
        ...{ table, drawn, cells },
        currentCells: now === undefined ? [] : cellsOf(findCountedTable(now, table, audience)),
        componentPeriods: coupledComponents(longer, released, table, { kind: table.period, period: part }),
      };
    });
}

const isWithin = (
  { kind, period }: Pick<CountedPeriod, 'kind' | 'period'>,
  table: PlannedTable,
  part: string,
): boolean => table.period !== kind && releasePeriodsWithin(table.period, kind, period).includes(part);

/** A table as it was drawn for a circle, with the counts behind it. */
export function toReleasedTable(
  counted: CountedPeriod,
  { table, audience, drawn }: DrawnRelease,
): ReleasedTable {
  const of = findCountedTable(counted, table, audience);
  return {
    ...{ table, period: counted.period, audience, drawn, cells: cellsOf(of) },
    // Only an attack asks for it, and it takes longer than the draw.
    get cellsByOrganisation() {
      return cellsByOrganisation(counted, of);
    },
  };
}

/** Of what a table counts the part of each organisation. */
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
  if (found === undefined) throw new Error('Every table that is drawn was counted');
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
