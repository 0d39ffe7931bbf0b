import { releaseSecretBytes } from '@waylight/testing/fixed';
import { describe, expect, test } from 'vitest';
import { keyedUniform } from './keyed-uniform.ts';

const secret = releaseSecretBytes;
const first = (count: number, uniform: () => number): number[] => Array.from({ length: count }, uniform);

describe('the keyed uniform stream', () => {
  test('is the same for the same secret and labels, and differs for other secrets or labels', () => {
    const stream = first(20, keyedUniform(secret(1), 'table', '2025-03'));
    expect(first(20, keyedUniform(secret(1), 'table', '2025-03'))).toEqual(stream);
    const others = [
      keyedUniform(secret(2), 'table', '2025-03'),
      keyedUniform(secret(1), 'table', '2025-04'),
      keyedUniform(secret(1), 'table2025-03'),
      keyedUniform(secret(1), 'tabl', 'e2025-03'),
    ].map((other) => first(20, other));
    for (const other of others) for (const value of other) expect(stream).not.toContain(value);
  });

  test('is uniform on [0, 1): each tenth of the range gets its share within seven standard deviations', () => {
    const n = 200_000;
    const tenths = new Array<number>(10).fill(0);
    for (const value of first(n, keyedUniform(secret(3), 'tenths'))) tenths[Math.floor(value * 10)]! += 1;
    for (const count of tenths) expect(Math.abs(count - n / 10)).toBeLessThan(7 * Math.sqrt(n * 0.1 * 0.9));
  });

  test('never repeats a block', () => {
    expect(new Set(first(5_000, keyedUniform(secret(4), 'blocks'))).size).toBe(5_000);
  });

  test('rejects a secret under 32 bytes', () => {
    expect(() => keyedUniform(new Uint8Array(31), 'table')).toThrow(RangeError);
  });
});
