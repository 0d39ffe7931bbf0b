import { createHash } from 'node:crypto';
import { foldKey } from '@waylight/taxonomy';

const MAX_LENGTH = 64;
const SUFFIX_LENGTH = 13;
const BETWEEN = ':';

/**
 * A report's id from the cells that make it, the same for the same cells forever. What the contract's alphabet lacks, or
 * what is too long, is replaced, and a digest of the cells themselves keeps ids apart that would look alike then.
 * Undefined where a cell is blank: an id with a hole in it is no id.
 */
export function makeReportId(prefix: string, cells: readonly string[]): string | undefined {
  const parts = cells.map((cell) => cell.normalize('NFC').trim());
  if (parts.length === 0 || parts.includes('')) return undefined;
  const whole = prefix + parts.join(BETWEEN);
  const isPlain = parts.every((part) => /^[A-Za-z0-9._:,-]+$/.test(part));
  // With several cells, a separator inside one would make "a:b"+"c" and "a"+"b:c" the same.
  const isApart = parts.length === 1 || parts.every((part) => !part.includes(BETWEEN));
  if (isPlain && isApart && whole.length <= MAX_LENGTH) return whole;
  const digest = createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('hex')
    .slice(0, SUFFIX_LENGTH - 1);
  const readable = prefix + parts.map(replaceDisallowed).join(BETWEEN);
  return `${readable.slice(0, MAX_LENGTH - SUFFIX_LENGTH)}-${digest}`;
}

/**
 * Whether a cell reads like a person's name: letters and nothing else, and no short code such as "MK". An id is sent and
 * kept, so that it may be made of a case number and never of a name.
 */
export function looksLikeName(cell: string): boolean {
  const text = cell.normalize('NFC').trim();
  return /^[\p{L}\p{M}'’.\s-]{2,}$/u.test(text) && !/^[A-Z]{1,4}$/.test(text);
}

function replaceDisallowed(part: string): string {
  if (/^[A-Za-z0-9._:,-]+$/.test(part)) return part;
  return foldKey(part).replace(/[^a-z0-9]+/g, '-');
}

/** The tag of an import: the same file by the same mapping is the same import, so that running it again goes on with it. */
export function makeImportId(mapping: unknown, fileDigest: string): string {
  const digest = createHash('sha256')
    .update(`${JSON.stringify(mapping, toPlainValue)}\n${fileDigest}`)
    .digest('hex');
  return `imp-${digest.slice(0, 12)}`;
}

/** A mapping holds maps and sets, which JSON alone would leave out. */
function toPlainValue(_key: string, value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...value] : value;
}
