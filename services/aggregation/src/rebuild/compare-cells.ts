import { Buffer } from 'node:buffer';
import type { CellMap } from '@waylight/view-store';

/** Whether two generations hold the same cells: every bucket, field and value. Buckets without cells are none. */
export function sameCells(a: CellMap, b: CellMap): boolean {
  const filled = (cells: CellMap) => [...cells].filter(([, fields]) => fields.size > 0);
  const ours = filled(a);
  if (ours.length !== filled(b).length) return false;
  return ours.every(([bucket, fields]) => {
    const theirs = b.get(bucket);
    if (theirs === undefined || theirs.size !== fields.size) return false;
    for (const [field, value] of fields) {
      const other = theirs.get(field);
      if (other === undefined || Buffer.compare(value, other) !== 0) return false;
    }
    return true;
  });
}
