import { Buffer } from 'node:buffer';
import {
  type CellValue,
  decodeCell,
  EMPTY_CELL,
  encodeCell,
  isOldName,
  oldestNameOf,
} from '@waylight/trends';
import type { CellMap } from '@waylight/view-store';
import { storedText } from '../steps/stored-text.ts';

type Fields = ReadonlyMap<string, Uint8Array>;

/**
 * Whether two generations hold the same cells: every bucket, field and value. Buckets without cells are none. Where one still has
 * cells under a shorter name, from before a later version told more apart, its bucket is compared by what such names say:
 * otherwise no rebuild could ever take the place of what an older version counted.
 */
export function sameCells(a: CellMap, b: CellMap): boolean {
  const [ours, theirs] = [filled(a), filled(b)];
  if (ours.size !== theirs.size) return false;
  return [...ours].every(([bucket, fields]) => {
    const others = theirs.get(bucket);
    if (others === undefined) return false;
    if (!hasOldNames(bucket, fields) && !hasOldNames(bucket, others)) return sameValues(fields, others);
    return sameValues(byOldestName(bucket, fields), byOldestName(bucket, others));
  });
}

const filled = (cells: CellMap) => new Map([...cells].filter(([, fields]) => fields.size > 0));

function sameValues(fields: Fields, others: Fields): boolean {
  if (fields.size !== others.size) return false;
  for (const [field, value] of fields) {
    const other = others.get(field);
    if (other === undefined || Buffer.compare(value, other) !== 0) return false;
  }
  return true;
}

const hasOldNames = (bucket: string, fields: Fields): boolean =>
  [...fields.keys()].some((field) => isOldName(bucket, field));

function byOldestName(bucket: string, fields: Fields): Fields {
  const sums = new Map<string, CellValue>();
  for (const [field, value] of fields) {
    const name = oldestNameOf(bucket, field);
    const [{ reports, incidents, victims }, more] = [
      sums.get(name) ?? EMPTY_CELL,
      decodeCell(storedText(value)),
    ];
    sums.set(name, {
      reports: reports + more.reports,
      incidents: incidents + more.incidents,
      victims: victims + more.victims,
    });
  }
  return new Map([...sums].map(([name, value]) => [name, Buffer.from(encodeCell(value) ?? '')]));
}
