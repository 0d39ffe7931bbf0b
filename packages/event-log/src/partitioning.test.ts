import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partitionOf } from './partitioning.ts';

/** Test vectors of Apache Kafka's UtilsTest.testMurmur2. */
const JAVA: [string, number][] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
];

describe('the partition of a key', () => {
  it.each(JAVA)('equals that of Java’s default partitioner: %s', (key, hash) => {
    for (const partitions of [1, 3, 12, 1_000_003]) {
      expect(partitionOf(Buffer.from(key), partitions)).toBe((hash & 0x7fffffff) % partitions);
    }
  });

  it('is a partition of the topic, and the same for the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.integer({ min: 1, max: 1_000 }), (key, partitions) => {
        const partition = partitionOf(key, partitions);
        return (
          partition >= 0 && partition < partitions && partition === partitionOf(Buffer.from(key), partitions)
        );
      }),
    );
  });

  it('spreads keys over all partitions', () => {
    const seen = new Set(
      Array.from({ length: 500 }, (_, index) => partitionOf(Buffer.from(`key ${index}`), 12)),
    );
    expect(seen.size).toBe(12);
  });
});
