import { stringify } from 'csv-stringify/browser/esm/sync';

/** Content of a cell in a file; undefined for an empty cell. */
export type FileCell = string | number | undefined;

/** Formats rows as CSV (RFC 4180, with a heading). Texts that could be formulas are neutralised; numbers stay numbers. */
export function csv(titles: readonly string[], rows: readonly (readonly FileCell[])[]): string {
  return csvRows([titles, ...rows]);
}

/** Formats rows as CSV, without a heading. */
export function csvRows(rows: readonly (readonly FileCell[])[]): string {
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === 'string' ? neutraliseFormula(cell) : cell))),
  );
}

/** Puts an apostrophe before a text that a spreadsheet could run as a formula (OWASP, CSV injection). */
export function neutraliseFormula(text: string): string {
  return /^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/.test(text) ? `'${text}` : text;
}
