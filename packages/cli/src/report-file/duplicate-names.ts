/** A string of JSON, and the colon after it if it is a name. */
const STRING = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

/**
 * True if an object in the text has the same name twice. Parsers keep different values of it, so one signature could cover two
 * readings. `parsed` is the value that `JSON.parse` returned for the text.
 */
export function hasDuplicateNames(text: string, parsed: unknown): boolean {
  let written = 0;
  for (const [, colon] of text.matchAll(STRING)) if (colon !== undefined) written += 1;
  return written !== countNames(parsed);
}

function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value).reduce<number>((sum, one) => sum + countNames(one), 0);
  return Array.isArray(value) ? inner : inner + Object.keys(value).length;
}
