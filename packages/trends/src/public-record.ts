import { daysOf, isoYear } from '@waylight/calendar';
import type { BaseCell } from './answer.ts';
import { decodeCell, encodeCell } from './contribution.ts';

/** Returns the year of a bucket of the base cube, such as "2025". */
export function yearOfBucket(bucket: string): string | undefined {
  const days = daysOf(bucket.slice(1));
  return days === undefined ? undefined : isoYear(days.fromDay);
}

/** Encodes cells of the public record as one document. The same cells give the same bytes. */
export function encodePublicRecord(cells: Iterable<BaseCell>): Uint8Array {
  const rows = [...cells]
    .map((cell): [string, string, string | undefined] => [cell.bucket, cell.field, encodeCell(cell.value)])
    .filter((row) => row[2] !== undefined)
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return new TextEncoder().encode(JSON.stringify(rows));
}

/** The inverse of `encodePublicRecord`. Throws TypeError or SyntaxError for other bytes. */
export function decodePublicRecord(bytes: Uint8Array): BaseCell[] {
  const rows: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (!Array.isArray(rows)) throw new TypeError('a public-record document must be a list of cells');
  return rows.map((row: unknown) => {
    if (!Array.isArray(row) || row.length !== 3 || row.some((part) => typeof part !== 'string'))
      throw new TypeError('a cell of a public-record document must be bucket, field and value');
    const [bucket, field, value] = row as [string, string, string];
    return { bucket, field, value: decodeCell(value) };
  });
}

const key = (row: readonly [string, string, string | undefined]) => `${row[0]} ${row[1]}`;
