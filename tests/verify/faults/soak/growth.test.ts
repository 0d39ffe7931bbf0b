import { describe, expect, it } from 'vitest';
import { measureGrowth } from './growth.ts';
import type { ProcessFacts } from './process-facts.ts';
import type { Sample } from './sample.ts';

const MIB = 2 ** 20;

function samples(count: number, factsAt: (n: number) => ProcessFacts): Sample[] {
  return Array.from({ length: count }, (_, n) => ({
    atMs: n * 10_000,
    processes: { worker: factsAt(n) },
  }));
}

const growing = (list: readonly Sample[]) =>
  measureGrowth(list).flatMap(({ measure, grows }) => (grows ? [measure] : []));

describe('the verdict on growth', () => {
  it('finds memory that leaks steadily in spite of swings', () => {
    const leak = samples(360, (n) => ({ pid: 1, rssBytes: (150 + n * 0.3 + (n % 7) * 4) * MIB }));
    expect(growing(leak)).toEqual(['rssBytes']);
  });

  it('finds descriptors that are never closed', () => {
    expect(growing(samples(60, (n) => ({ pid: 1, descriptors: 40 + n })))).toEqual(['descriptors']);
  });

  it('ignores warm-up, swings and single peaks', () => {
    const steady = samples(360, (n) => ({
      pid: 1,
      rssBytes: (100 + Math.min(n, 90) + (n % 11) * 3 + (n % 50 === 0 ? 400 : 0)) * MIB,
      descriptors: 40 + (n % 9),
    }));
    expect(growing(steady)).toEqual([]);
  });

  it('ignores a garbage collector that takes memory and returns it, in steps of minutes', () => {
    const collected = samples(360, (n) => ({
      pid: 1,
      rssBytes: [310, 215, 295, 180, 230, 285][Math.floor(n / 60)]! * MIB,
    }));
    expect(growing(collected)).toEqual([]);
  });

  it('compares the longest life of a killed process, and ignores lives that are too short', () => {
    const killed = samples(60, (n) => ({
      pid: n < 20 ? 1 : 2,
      rssBytes: (n < 20 ? 100 : 100 + n * 5) * MIB,
    }));
    expect(measureGrowth(killed)).toMatchObject([{ process: 'worker', lifeMs: 390_000, grows: true }]);
    expect(measureGrowth(samples(60, (n) => ({ pid: Math.floor(n / 10), rssBytes: n * MIB })))).toEqual([]);
  });
});
