import { stringify } from 'csv-stringify/browser/esm/sync';
import { neutraliseFormula } from './neutralise-formula.ts';

/** What a cell of a file holds; undefined is an empty one. */
export type FileCell = string | number | undefined;

/**
 * Rows as CSV (RFC 4180, with a heading). A text that a spreadsheet would run as a formula gets an apostrophe in front;
 * numbers stay as they are.
 */
export function csv(titles: readonly string[], rows: readonly (readonly FileCell[])[]): string {
  return csvRows([titles, ...rows]);
}

/** The same of rows that have no heading, or one that is not their first. */
export function csvRows(rows: readonly (readonly FileCell[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? neutraliseFormula(cell) : cell))),
  );
}
