import { periodKindOf } from '@waylight/calendar';
import { codesOf, POOLED_ROW } from '../plan/axis.ts';
import type { PlannedTable } from '../plan/planned-table.ts';
import { sum } from '../rounding/controlled-rounding.ts';
import type { DrawnNumber, DrawnTable } from './drawn-table.ts';

/**
 * Checks the structure of a drawn (randomly rounded) table, and returns its problems. Numbers that are wrong but multiples of the
 * base and add up are not detected.
 */
export function checkDrawnTable(table: PlannedTable, base: number, drawn: DrawnTable): string[] {
  const problems: string[] = [];
  const check = (passes: boolean, problem: string): void => {
    if (!passes) problems.push(problem);
  };
  const { rows, columns, cells, rowTotals, columnTotals, total } = drawn;

  check(drawn.tableId === table.id, 'the table id differs from the plan');
  check(periodKindOf(drawn.period) === table.period, `the period is not a release ${table.period}`);
  check(drawn.roundingBase === base, 'the rounding base differs from the plan');
  check(
    sameCodes(
      rows.filter((row) => row !== POOLED_ROW),
      codesOf(table.rows),
    ),
    'the rows differ from the plan',
  );
  check(sameCodes(columns, codesOf(table.columns)), 'the columns differ from the plan');
  check(
    cells.length === rows.length && cells.every((row) => row.length === columns.length),
    'the number of cells does not match rows and columns',
  );
  check(
    [...cells.flat(), ...rowTotals, ...columnTotals, total].every(
      (value) => value === null || (Number.isSafeInteger(value) && value >= 0 && value % base === 0),
    ),
    'a number is not a multiple of the base',
  );
  check(
    rowTotals.length === rows.length && rowTotals.every((value, r) => addsUp(value, cells[r] ?? [])),
    'the row totals do not add up',
  );
  check(
    columnTotals.length === columns.length &&
      columnTotals.every((value, c) =>
        addsUp(
          value,
          cells.map((row) => row[c] ?? null),
        ),
      ),
    'the column totals do not add up',
  );
  check(
    addsUp(
      total,
      rowTotals.filter((_, r) => rows[r] !== POOLED_ROW),
    ),
    'the total does not add up',
  );
  return problems;
}

/** Returns true also if the sum or one of its parts is not given. */
function addsUp(value: DrawnNumber, parts: readonly DrawnNumber[]): boolean {
  const givenParts = parts.filter((part) => part !== null);
  return value === null || givenParts.length < parts.length || value === sum(givenParts);
}

function sameCodes(codes: readonly string[], planned: readonly string[]): boolean {
  return codes.length === planned.length && codes.every((code, index) => code === planned[index]);
}
