import { describe, expect, test } from 'vitest';
import type { Attacker } from '../system/attacker.ts';
import { isSmall } from './finding.ts';
import { findDeterminedCounts, findInferredCounts } from './run-audit.ts';
import { simulatedYear } from './simulated-year.fixture.ts';

/** Processor time, which does not depend on other work on the machine. */
const MONTHS_MS = 3_000;
const YEAR_MS = 20_000;
const PATIENCE_MS = 120_000;
const ORGANISATIONS = 90;

const everyone = (own: (organisation: number) => ReadonlyMap<number, number>): Attacker[] =>
  Array.from({ length: ORGANISATIONS }, (_, n) => ({ name: `organisation ${n}`, own: own(n) }));

/** Prints the processor time of an audit, which must be less than `maxMs`. */
async function timed<T>(what: string, maxMs: number, audit: () => Promise<T>): Promise<T> {
  const begin = process.cpuUsage();
  const found = await audit();
  const { user, system } = process.cpuUsage(begin);
  const tookMs = Math.round((user + system) / 1000);
  console.info(`${what}: ${tookMs} ms`);
  expect(tookMs).toBeLessThan(maxMs);
  return found;
}

describe('the tables of a plan', () => {
  test('of two months disclose nothing, not even to organisations', async () => {
    const { linearSystem, hidden, own } = simulatedYear({ seed: 'months', reports: 1500, months: 2 });
    expect(await timed('two months', MONTHS_MS, () => findDeterminedCounts(linearSystem, hidden))).toEqual(
      [],
    );
    const inferred = await timed('two months, 90 organisations', MONTHS_MS, () =>
      findInferredCounts(linearSystem, hidden, everyone(own)),
    );
    expect(inferred).toEqual([]);
  });

  test(
    'of a whole year are audited in seconds, and the audit finds separately drawn tables',
    async () => {
      const { linearSystem, hidden, own } = simulatedYear({ seed: 'year', reports: 1500 });
      const small = hidden.filter(({ truth }) => isSmall(truth));
      expect(small.length).toBeGreaterThan(1500);
      const determined = await timed(
        `a year, ${hidden.length} counts of which ${small.length} are small`,
        YEAR_MS,
        () => findDeterminedCounts(linearSystem, hidden),
      );
      // Months and quarters both contain groups and segments, but only the countries of a quarter are coupled
      // to its months.
      const tables = new Set(determined.map(({ name }) => name.split(' ')[0]));
      expect(tables).toEqual(new Set(['countries', 'groups', 'segments']));
      await timed('a year, 90 organisations', YEAR_MS, () =>
        findInferredCounts(linearSystem, hidden, everyone(own)),
      );
    },
    PATIENCE_MS,
  );
});
