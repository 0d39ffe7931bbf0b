import type { CellMap } from '@waylight/view-store';
import { describe, expect, it } from 'vitest';
import { hasSameCells } from './compare-cells.ts';

const FIELD = 'abcdefghijklmnopq';
const cells = (buckets: Record<string, Record<string, string>>): CellMap =>
  new Map(
    Object.entries(buckets).map(([bucket, fields]) => [
      bucket,
      new Map(Object.entries(fields).map(([field, text]) => [field, Buffer.from(text)])),
    ]),
  );
const occurred = (fields: Record<string, string>) => cells({ 'o2025-03': fields });

describe('two generations of cells', () => {
  it('are equal if their buckets, names and values are equal; empty buckets are ignored', () => {
    const one = occurred({ [`${FIELD}r`]: '1 1 2' });
    const alsoEmpty = cells({ 'o2025-03': { [`${FIELD}r`]: '1 1 2' }, 'o2025-04': {} });
    expect(hasSameCells(one, alsoEmpty)).toBe(true);
    expect(hasSameCells(one, occurred({ [`${FIELD}s`]: '1 1 2' }))).toBe(false);
    expect(hasSameCells(one, occurred({ [`${FIELD}r`]: '1 1 3' }))).toBe(false);
    expect(hasSameCells(one, cells({ 'o2025-04': { [`${FIELD}r`]: '1 1 2' } }))).toBe(false);
    expect(hasSameCells(one, new Map())).toBe(false);
  });
});
