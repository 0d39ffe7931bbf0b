import type { ReleaseEvent } from '@waylight/contracts/release';
import {
  ALL,
  describeSum,
  describeValue,
  drawnTableOf,
  type Given,
  TOGETHER,
} from '@waylight/disclosure-control';

/** A table of text: its first column names the rows. */
export type ReleaseTable = {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Left out where the release gives no totals of its columns. */
  readonly totals?: readonly string[];
};

type Line = { readonly code: string; readonly values: readonly Given[]; readonly total: Given };

/**
 * A release as it is read: each number as what it says, and "·" where it gives none. What has one row only is turned, and so is
 * what has more columns than rows, so that it fits a screen.
 */
export function releaseTable(release: ReleaseEvent): ReleaseTable {
  const drawn = drawnTableOf(release);
  const isTurned = release.rowDimension === ALL || drawn.columns.length > drawn.rows.length;
  const down = isTurned ? release.columnDimension : release.rowDimension;
  const across = isTurned ? release.rowDimension : release.columnDimension;
  const lines: Line[] = isTurned
    ? drawn.columns.map((code, c) => ({
        code,
        values: drawn.cells.map((row) => row[c] ?? null),
        total: drawn.columnTotals[c] ?? null,
      }))
    : drawn.rows.map((code, r) => ({
        code,
        values: drawn.cells[r] ?? [],
        total: drawn.rowTotals[r] ?? null,
      }));
  const acrossCodes = isTurned ? drawn.rows : drawn.columns;
  const sums = isTurned ? drawn.rowTotals : drawn.columnTotals;
  const number = (value: Given, read: (value: number) => string): string =>
    value === null ? '·' : read(value);
  const cell = (value: number): string => describeValue(value, release.k);
  const margin = release.marginsAreSums ? describeSum : cell;
  // One number in each line is its total as well.
  const isOne = across === ALL;
  const hasTotals = !isOne && lines.some(({ total }) => total !== null);
  const total = drawn.total;
  const hasSums = down !== ALL && (isOne ? total !== null : sums.some((sum) => sum !== null));
  return {
    titles: [
      down === ALL ? '' : down,
      ...(isOne ? [release.unit] : acrossCodes.map(named)),
      ...(hasTotals ? ['total'] : []),
    ],
    rows: lines.map(({ code, values, total: ofLine }) => [
      named(code),
      ...values.map((value) => number(value, cell)),
      ...(hasTotals ? [number(ofLine, margin)] : []),
    ]),
    ...(hasSums
      ? {
          totals: [
            'total',
            ...(isOne ? [number(total, margin)] : sums.map((sum) => number(sum, margin))),
            ...(hasTotals ? [number(total, margin)] : []),
          ],
        }
      : {}),
  };
}

function named(code: string): string {
  if (code === ALL) return 'region';
  if (code === TOGETHER) return 'not broken down';
  return code === 'XK' ? 'XK*' : code;
}
