import { createHash } from 'node:crypto';
import { foldKey } from '@waylight/taxonomy';

const MAX_LENGTH = 64;
const SUFFIX_LENGTH = 13;
const BETWEEN = ':';

/**
 * Builds a report's id from cells; the same cells always give the same id. Characters outside the contract's alphabet are
 * replaced and long ids cut; a digest of the cells then keeps them distinct. Undefined if a cell is blank.
 */
export function makeReportId(prefix: string, cells: readonly string[]): string | undefined {
  const parts = cells.map((cell) => cell.normalize('NFC').trim());
  if (parts.length === 0 || parts.includes('')) return undefined;
  const whole = prefix + parts.join(BETWEEN);
  const isPlain = parts.every((part) => /^[A-Za-z0-9._:,-]+$/.test(part));
  // A separator inside a cell would make "a:b"+"c" equal to "a"+"b:c".
  const isUnambiguous = parts.length === 1 || parts.every((part) => !part.includes(BETWEEN));
  if (isPlain && isUnambiguous && whole.length <= MAX_LENGTH) return whole;
  const digest = createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('hex')
    .slice(0, SUFFIX_LENGTH - 1);
  const readable = prefix + parts.map(replaceDisallowed).join(BETWEEN);
  return `${readable.slice(0, MAX_LENGTH - SUFFIX_LENGTH)}-${digest}`;
}

/**
 * Returns true for a cell like a person's name: only letters, and no short code such as "MK". Ids are sent and stored, so
 * they must not contain names.
 */
export function looksLikeName(cell: string): boolean {
  const text = cell.normalize('NFC').trim();
  return /^[\p{L}\p{M}'’.\s-]{2,}$/u.test(text) && !/^[A-Z]{1,4}$/.test(text);
}

function replaceDisallowed(part: string): string {
  if (/^[A-Za-z0-9._:,-]+$/.test(part)) return part;
  return foldKey(part).replace(/[^a-z0-9]+/g, '-');
}

/** The id of an import. The same file with the same mapping has the same id, so that a second run continues the first. */
export function makeImportId(mapping: unknown, fileDigest: string): string {
  const digest = createHash('sha256')
    .update(`${JSON.stringify(mapping, toPlainValue)}\n${fileDigest}`)
    .digest('hex');
  return `imp-${digest.slice(0, 12)}`;
}

/** Converts maps and sets of a mapping to arrays, because JSON omits their content. */
function toPlainValue(_key: string, value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...value] : value;
}
