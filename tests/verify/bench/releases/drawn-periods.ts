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
type Keyed = { readonly secret: Uint8Array; readonly base: number };

/** Which tables of a family, and which sums of victims, must not leave, beside what was released of the shorter periods within its period. */
export type Gate = (
  family: LinkedTables,
  earlier: readonly ReleasedTable[],
  drawn: readonly ReleasedTable[],
) => Promise<DisclosiveTables>;

/** The gate of the release job. */
export const TELLING: Gate = (family, earlier, drawn) =>
  findDisclosiveTables(family, earlier, drawn, { pairsOf: 0 });

/** Lets everything leave: whether a table is withheld follows from the counts and the numbers, and not from who knows the key. */
export const NO_GATE: Gate = async () => ({ tables: new Set(), victims: new Set() });

/**
 * Draws periods as the release job does: in the order in which they close, each coupled to what was released of its shorter
 * periods and to what is counted of them now, and each held against the gate with these.
 */
export async function drawPeriods(
  periods: readonly CountedPeriod[],
  { secret, base }: Keyed,
  gate: Gate,
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
        cellsFor: (table, audience) => cellsOf(countedOf(counted, table, audience)),
        componentPeriodsOf: (table) => coupledParts(counted, made, table, { kind, period }),
      }).map((one) => releasedOf(counted, one));
      const telling = await gate(family, within, found);
      withheld.push(...telling.tables);
      released.push(
        ...found
          .filter(({ table }) => !telling.tables.has(table.id))
          .map((one) => (telling.victims.has(one.table.id) ? releasedOf(counted, withoutVictims(one)) : one)),
      );
    }
    made.push(...released);
    drawn.push({ kind, period, released, withheld });
  }
  return drawn;
}

/** The shorter periods that a table is coupled to, and those that these are coupled to themselves, as they were released. */
function coupledParts(
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
        currentCells: now === undefined ? [] : cellsOf(countedOf(now, table, audience)),
        componentPeriods: coupledParts(longer, released, table, { kind: table.period, period: part }),
      };
    });
}

const isWithin = (
  { kind, period }: Pick<CountedPeriod, 'kind' | 'period'>,
  table: PlannedTable,
  part: string,
): boolean => table.period !== kind && releasePeriodsWithin(table.period, kind, period).includes(part);

/** A table as it was drawn for a circle, with the counts behind it. */
export function releasedOf(counted: CountedPeriod, { table, audience, drawn }: DrawnRelease): ReleasedTable {
  const of = countedOf(counted, table, audience);
  return {
    ...{ table, period: counted.period, audience, drawn, cells: cellsOf(of) },
    // Only an attack asks for it, and it takes longer than the draw.
    get cellsByOrganisation() {
      return ownOf(counted, of);
    },
  };
}

/** Of what a table counts the part of each organisation. */
function ownOf(counted: CountedPeriod, table: CountedTable): Map<string, TrueCell[]> {
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

function countedOf({ tables }: CountedPeriod, { id }: PlannedTable, audience: Audience): CountedTable {
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
