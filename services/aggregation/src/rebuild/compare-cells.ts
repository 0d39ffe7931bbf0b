import { Buffer } from 'node:buffer';
import type { CellMap } from '@waylight/view-store';

type Fields = ReadonlyMap<string, Uint8Array>;

/** Compares buckets, fields and values of two generations. Empty buckets are ignored. */
export function hasSameCells(a: CellMap, b: CellMap): boolean {
  const [ours, theirs] = [withoutEmptyBuckets(a), withoutEmptyBuckets(b)];
  if (ours.size !== theirs.size) return false;
  return [...ours].every(([bucket, fields]) => {
    const others = theirs.get(bucket);
    return others !== undefined && hasSameFields(fields, others);
  });
}

const withoutEmptyBuckets = (cells: CellMap) => new Map([...cells].filter(([, fields]) => fields.size > 0));

function hasSameFields(fields: Fields, others: Fields): boolean {
  if (fields.size !== others.size) return false;
  for (const [field, value] of fields) {
    const other = others.get(field);
    if (other === undefined || Buffer.compare(value, other) !== 0) return false;
  }
  return true;
}
