import type { CellMap } from '@waylight/view-store';
import { describe, expect, it } from 'vitest';
import { sameCells } from './compare-cells.ts';

const LONG = 'abcdefghijklmnop';
const cells = (buckets: Record<string, Record<string, string>>): CellMap =>
  new Map(
    Object.entries(buckets).map(([bucket, fields]) => [
      bucket,
      new Map(Object.entries(fields).map(([field, text]) => [field, Buffer.from(text)])),
    ]),
  );
const occurred = (fields: Record<string, string>) => cells({ 'o2025-03': fields });

describe('two generations of cells', () => {
  it('are the same where buckets, names and values are, and a bucket without cells is none', () => {
    const one = occurred({ [`${LONG}qr`]: '1 1 2' });
    const alsoEmpty = cells({ 'o2025-03': { [`${LONG}qr`]: '1 1 2' }, 'o2025-04': {} });
    expect(sameCells(one, alsoEmpty)).toBe(true);
    expect(sameCells(one, occurred({ [`${LONG}qs`]: '1 1 2' }))).toBe(false);
    expect(sameCells(one, occurred({ [`${LONG}qr`]: '1 1 3' }))).toBe(false);
    expect(sameCells(one, cells({ 'o2025-04': { [`${LONG}qr`]: '1 1 2' } }))).toBe(false);
    expect(sameCells(one, new Map())).toBe(false);
  });

  it('are the same where one has under an older name what the other tells apart', () => {
    const served = occurred({ [LONG]: '2 2 5', [`${LONG}qr`]: '1 1 1' });
    const rebuilt = occurred({ [`${LONG}qr`]: '2 2 4', [`${LONG}qs`]: '1 1 2' });
    expect(sameCells(served, rebuilt)).toBe(true);
    expect(sameCells(rebuilt, served)).toBe(true);
    expect(sameCells(served, occurred({ [`${LONG}qr`]: '2 2 4', [`${LONG}qs`]: '1 1 3' }))).toBe(false);
    expect(sameCells(occurred({ [LONG]: '1 1 1' }), occurred({ [`b${LONG}q`]: '1 1 1' }))).toBe(false);
    const week = (fields: Record<string, string>) => cells({ 'r2025-W10': fields });
    const published = (fields: Record<string, string>) => cells({ 'p2025-03': fields });
    const apart = published({ [`${LONG}qrst`]: '1 1 2', [`${LONG}qrsu`]: '1 1 3' });
    expect(sameCells(published({ [`${LONG}qr`]: '2 2 5' }), apart)).toBe(true);
    expect(sameCells(published({ [`${LONG}qr`]: '2 2 6' }), apart)).toBe(false);
    expect(sameCells(published({ [`${LONG}qrst`]: '2 2 5' }), apart)).toBe(false);
    expect(sameCells(week({ abcd: '2 2 2' }), week({ abcdef: '1 1 1', abcdeg: '1 1 1' }))).toBe(true);
  });
});
