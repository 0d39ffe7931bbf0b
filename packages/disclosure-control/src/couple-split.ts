import { ALL, TOGETHER } from './axis.ts';
import { truthsBehind } from './controlled-rounding.ts';
import { coupledChance } from './couple-periods.ts';
import type { DrawnFrom } from './draw-table.ts';
import { type Given, numberAt, type Place } from './drawn-table.ts';
import type { PlannedTable } from './release-plan.ts';

/** A shorter period that was released, of a table that has the rows and columns of the longer one, or these among others. */
export type CoupledPart = DrawnFrom & { readonly table: PlannedTable };

/** The chance with which a cell goes up: of a row, or of several rows taken together. */
export type Coupling = (rows: readonly string[], column: string, truth: number) => number;

/**
 * Couples the cells of a split to its shorter periods, as `coupledChance` says. Of rows taken together, or where a shorter period
 * does not give a number, only what it forces is kept.
 */
export function createCoupling(table: PlannedTable, parts: readonly CoupledPart[], base: number): Coupling {
  const counted = parts.map((part) => ({ part, truths: truthsOf(table, part) }));
  return (rows, column, truth) => {
    const [row = ''] = rows;
    const rest = truth % base;
    if (rest === 0) return 0;
    if (rows.length === 1) {
      const cells = counted.flatMap(({ part, truths }) => {
        const released = releasedAt(table, part, row, column);
        return released === null ? [] : [{ released, truth: truths.get(keyOf(row, column)) ?? 0 }];
      });
      return coupledChance(truth, cells, { base, incomplete: cells.length < parts.length });
    }
    const bounds = parts.map((part) => boundsTogether(table, part, rows, column, base));
    const least = bounds.reduce((all, one) => all + one.least, 0);
    const most = bounds.reduce((all, one) => all + one.most, 0);
    if (least > truth - rest) return 1;
    return bounds.length > 0 && most < truth - rest + base ? 0 : rest / base;
  };
}

/** What a shorter period leaves of several rows of a column. */
function boundsTogether(
  table: PlannedTable,
  part: CoupledPart,
  rows: readonly string[],
  column: string,
  base: number,
): { readonly least: number; readonly most: number } {
  const given = rows.map((row) => releasedAt(table, part, row, column));
  const numbers: Given[] = given.filter((number) => number !== null);
  if (numbers.length < rows.length) numbers.push(restAt(table, part, rows, column));
  return numbers.reduce<{ least: number; most: number }>(
    (all, number) => {
      const { least, most } =
        number === null ? { least: 0, most: Number.POSITIVE_INFINITY } : truthsBehind(number, base);
      return { least: all.least + least, most: all.most + most };
    },
    { least: 0, most: 0 },
  );
}

/** What a shorter period gives together, where all rows that it does not give on their own are among these. */
function restAt(table: PlannedTable, part: CoupledPart, rows: readonly string[], column: string): Given {
  const isWithin = part.drawn.rows.every(
    (row) => row === TOGETHER || rows.includes(row) || releasedAt(table, part, row, column) !== null,
  );
  return isWithin ? releasedAt(table, part, TOGETHER, column) : null;
}

function releasedAt(table: PlannedTable, part: CoupledPart, row: string, column: string): Given {
  const place: Place = { [table.rows.dimension]: row, [table.columns.dimension]: column };
  return numberAt(part.table, part.drawn, place) ?? null;
}

/** What a shorter period counted when it closed, in the rows and columns of the longer one. */
function truthsOf(table: PlannedTable, { table: shorter, cells }: CoupledPart): Map<string, number> {
  const truths = new Map<string, number>();
  const codeIn = (dimension: string, row: string, column: string): string => {
    if (dimension === ALL) return ALL;
    return dimension === shorter.rows.dimension ? row : column;
  };
  for (const { row, column, count } of cells) {
    const key = keyOf(
      codeIn(table.rows.dimension, row, column),
      codeIn(table.columns.dimension, row, column),
    );
    truths.set(key, (truths.get(key) ?? 0) + count);
  }
  return truths;
}

const keyOf = (row: string, column: string): string => `${row}/${column}`;
