import { describe, expect, test } from 'vitest';
import type { Attacker } from '../system/attacker.ts';
import { isSmall } from '../system/hidden-count.ts';
import { findDeterminedCounts } from './find-determined-counts.ts';
import { findInferredCounts } from './find-inferred-counts.ts';
import { simulatedYear } from './simulated-year.fixture.ts';

/** Of processor time, so that it says the same on a machine that has other things to do. */
const MONTHS_MS = 3_000;
const YEAR_MS = 20_000;
const PATIENCE_MS = 120_000;
const ORGANISATIONS = 90;

const everyone = (own: (organisation: number) => ReadonlyMap<number, number>): Attacker[] =>
  Array.from({ length: ORGANISATIONS }, (_, n) => ({ name: `organisation ${n}`, own: own(n) }));

/** Says how long an attack took, which must be less than `mostMs`. */
async function timed<T>(what: string, mostMs: number, attack: () => Promise<T>): Promise<T> {
  const begin = process.cpuUsage();
  const found = await attack();
  const { user, system } = process.cpuUsage(begin);
  const tookMs = Math.round((user + system) / 1000);
  console.info(`${what}: ${tookMs} ms`);
  expect(tookMs).toBeLessThan(mostMs);
  return found;
}

describe('the tables of a plan', () => {
  test('of two months, each of whose tables splits another, pin nothing, to organisations neither', async () => {
    const { linearSystem, hidden, own } = simulatedYear({ seed: 'months', reports: 1500, months: 2 });
    expect(await timed('two months', MONTHS_MS, () => findDeterminedCounts(linearSystem, hidden))).toEqual(
      [],
    );
    const learnt = await timed('two months, 90 organisations', MONTHS_MS, () =>
      findInferredCounts(linearSystem, hidden, everyone(own)),
    );
    expect(learnt).toEqual([]);
  });

  test(
    'of a whole year are attacked in seconds, which finds what was drawn apart',
    async () => {
      const { linearSystem, hidden, own } = simulatedYear({ seed: 'year', reports: 1500 });
      const small = hidden.filter(({ truth }) => isSmall(truth));
      expect(small.length).toBeGreaterThan(1500);
      const pinned = await timed(
        `a year, ${hidden.length} counts of which ${small.length} are small`,
        YEAR_MS,
        () => findDeterminedCounts(linearSystem, hidden),
      );
      // Months and quarters tell groups and segments apart, and only the countries of a quarter were coupled.
      const tables = new Set(pinned.map(({ name }) => name.split(' ')[0]));
      expect(tables).toEqual(new Set(['countries', 'groups', 'segments']));
      await timed('a year, 90 organisations', YEAR_MS, () =>
        findInferredCounts(linearSystem, hidden, everyone(own)),
      );
    },
    PATIENCE_MS,
  );
});
