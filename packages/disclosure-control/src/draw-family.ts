import type { Audience } from './audiences.ts';
import { codesOf } from './axis.ts';
import { type CoupledPart, cellsAsIn } from './couple-split.ts';
import { drawSplit } from './draw-split.ts';
import { type DrawnFrom, drawPart, drawTable, type TrueCell } from './draw-table.ts';
import { drawVictims } from './draw-victims.ts';
import { type DrawnTable, numberAt } from './drawn-table.ts';
import type { Family } from './families.ts';
import { audiencesOf, type PlannedTable } from './release-plan.ts';

export type FamilyToDraw = {
  readonly secret: Uint8Array;
  readonly base: number;
  readonly family: Family;
  readonly period: string;
  /** The true counts that a circle may count of a table. */
  readonly cellsFor: (table: PlannedTable, audience: Audience) => readonly TrueCell[];
  /** The circles that get something: left out, all that a table is for. */
  readonly circles?: readonly Audience[];
  /** The shorter periods that a table is coupled to, as they were released to its own circle. */
  readonly partsOf: (table: PlannedTable) => readonly CoupledPart[];
};

/** A table as it was drawn for one circle. */
export type DrawnFor = {
  readonly table: PlannedTable;
  readonly audience: Audience;
  readonly drawn: DrawnTable;
};

/**
 * Draws all tables of a period for all of their circles, so that each agrees with all others: the head first, then the tables that
 * split it, in the order of the plan, each for its narrowest circle first.
 */
export function drawFamily(request: FamilyToDraw): DrawnFor[] {
  const { secret, family, period, cellsFor, circles, partsOf } = request;
  const made: DrawnFor[] = [];
  const drawnOf = (id: string | undefined, audience: Audience) =>
    made.find(({ table, audience: to }) => table.id === id && to === audience);
  for (const table of family) {
    let narrower: DrawnFrom | undefined;
    for (const audience of audiencesOf(table)) {
      if (circles !== undefined && audience !== table.audience && !circles.includes(audience)) continue;
      const cells = cellsFor(table, audience);
      const wider = narrower === undefined ? {} : { wider: { audience, narrower } };
      const whole = drawnOf(table.splits?.table, audience);
      const drawn =
        whole === undefined
          ? drawHead(request, table, cells, wider.wider)
          : drawSplit({
              ...{ secret, table, period, cells, whole, ...wider },
              ...(narrower === undefined ? { parts: partsOf(table) } : {}),
            });
      narrower = { drawn, cells };
      const { victims } = table;
      // A wider circle would need sums that agree with those of the narrower one.
      const sums =
        victims === undefined || audience !== table.audience
          ? undefined
          : drawVictims({ secret, drawn, from: victims.from, cells });
      made.push({ table, audience, drawn: sums === undefined ? drawn : { ...drawn, victims: sums } });
    }
  }
  return made;
}

function drawHead(
  { secret, base, period, partsOf }: FamilyToDraw,
  table: PlannedTable,
  cells: readonly TrueCell[],
  wider: { readonly audience: Audience; readonly narrower: DrawnFrom } | undefined,
): DrawnTable {
  const axes = { rows: codesOf(table.rows), columns: codesOf(table.columns) };
  const request = { secret, tableId: table.id, period, ...axes, cells };
  if (wider !== undefined) return drawPart({ ...request, ...wider });
  const all = partsOf(table);
  const parts = all.flatMap((part) => shapedAs(table, part));
  return drawTable({ ...request, base, parts, isCoupledInPart: parts.length < all.length });
}

/** A shorter period in the rows and columns of the longer one; none where it does not give all of these numbers. */
function shapedAs(
  table: PlannedTable,
  { table: shorter, drawn, cells, standing }: CoupledPart,
): (DrawnFrom & { readonly standing?: readonly TrueCell[] })[] {
  const rows = codesOf(table.rows);
  const columns = codesOf(table.columns);
  const numbers = rows.map((row) =>
    columns.map((column) => {
      const place = { [table.rows.dimension]: row, [table.columns.dimension]: column };
      return numberAt(shorter, drawn, place) ?? null;
    }),
  );
  if (numbers.flat().includes(null)) return [];
  return [
    {
      drawn: { ...drawn, rows, columns, cells: numbers },
      cells: cellsAsIn(table, shorter, cells),
      ...(standing === undefined ? {} : { standing: cellsAsIn(table, shorter, standing) }),
    },
  ];
}
