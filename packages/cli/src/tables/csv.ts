/**
 * Rows as CSV (RFC 4180, with a heading). A text that a spreadsheet would run as a formula gets an apostrophe in front;
 * numbers stay as they are.
 */
export async function csv(
  titles: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): Promise<string> {
  const { stringify } = await import('csv-stringify/sync');
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? neutralised(cell) : cell)));
  return stringify([titles, ...cells]);
}

export function neutralised(text: string): string {
  return /^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/.test(text) ? `'${text}` : text;
}
