import { describe, expect, it } from 'vitest';
import { solveYear } from './attackers.ts';
import type { CountedPeriod } from './counted-periods.ts';
import { EXACT, SMALL_COUNTS, SUPPRESSION, UNCHECKED_RELEASES } from './methods.ts';
import { countriesAndTypeGroups, shippedPlan } from './plan.ts';
import { exactReading, type Method, type ReadPeriod, type ReadTable, readTable } from './readings.ts';
import { FIRST_MONTH, lastYear, simulateRegion } from './simulated-region.ts';

const PLAN = shippedPlan(FIRST_MONTH);
const TWO = countriesAndTypeGroups(PLAN);
const REGION = simulateRegion(TWO, 1, 1_500);
const YEAR = lastYear(PLAN, REGION);
const TWO_OF_YEAR = lastYear(TWO, REGION);

const numbersOf = ({ cells, rowTotals, columnTotals, total }: ReadTable) => [
  ...cells.flat(),
  ...rowTotals,
  ...columnTotals,
  total,
];

/** Every number of every table with the exact one. */
function numbers(counted: readonly CountedPeriod[], read: readonly ReadPeriod[]) {
  return counted.flatMap(({ tables }, n) =>
    tables.flatMap((table, t) => {
      const seen = read[n]?.tables[t];
      if (seen === undefined) throw new Error('every table must have a reading');
      const truths = numbersOf(readTable(table, exactReading));
      return numbersOf(seen).map((reading, at) => ({ ...reading, truth: truths[at]?.reads ?? Number.NaN }));
    }),
  );
}

describe.each([UNCHECKED_RELEASES, SMALL_COUNTS, SUPPRESSION, EXACT])(
  'numbers of $name',
  ({ publish }: Method) => {
    it('have bounds that contain the exact count', async () => {
      for (const { least, most, truth } of numbers(YEAR, await publish(YEAR, 'a key'))) {
        expect(truth).toBeGreaterThanOrEqual(least);
        expect(truth).toBeLessThanOrEqual(most);
      }
      for (const { least, most, truth } of numbers(TWO_OF_YEAR, await publish(TWO_OF_YEAR, 'a key'))) {
        expect(truth).toBeGreaterThanOrEqual(least);
        expect(truth).toBeLessThanOrEqual(most);
      }
    });

    it('are the same for the same key', async () => {
      expect(await publish(YEAR, 'a key')).toEqual(await publish(YEAR, 'a key'));
    });
  },
);

describe('published numbers', () => {
  const readsOf = async (method: Method) =>
    numbers(YEAR, await method.publish(YEAR, 'a key')).flatMap(({ reads }) => reads ?? []);

  it('are multiples of 5 in releases, and differ for another key', async () => {
    expect((await readsOf(UNCHECKED_RELEASES)).every((reads) => reads % 5 === 0)).toBe(true);
    expect(await UNCHECKED_RELEASES.publish(YEAR, 'a key')).not.toEqual(
      await UNCHECKED_RELEASES.publish(YEAR, 'another'),
    );
  });

  it('are never 1 to 4 with the other two methods', async () => {
    for (const method of [SMALL_COUNTS, SUPPRESSION])
      for (const reads of await readsOf(method)) expect(reads === 0 || reads >= 5).toBe(true);
  });
});

describe('an attacker who solves all tables of a year without late reports', () => {
  it('finds no small count in releases, and some by each of the other two', {
    timeout: 120_000,
  }, async () => {
    const solve = async (method: Method) =>
      solveYear(TWO_OF_YEAR, await method.publish(TWO_OF_YEAR, 'a key'));
    const releases = await solve(UNCHECKED_RELEASES);
    expect(releases).toEqual({ small: releases.small, exact: 0, determined: 0, contradicts: false });
    expect(releases.small).toBeGreaterThan(50);
    for (const method of [SMALL_COUNTS, SUPPRESSION]) {
      const { small, determined, contradicts } = await solve(method);
      expect({ small, contradicts }).toEqual({ small: releases.small, contradicts: false });
      expect(determined).toBeGreaterThan(0);
    }
    const { small, exact } = await solve(EXACT);
    expect(exact).toBe(small);
  });

  it('detects contradictions', async () => {
    const wrong = (await EXACT.publish(TWO_OF_YEAR, '')).map((period) => ({
      ...period,
      tables: period.tables.map((table) => ({ ...table, total: exactReading((table.total.reads ?? 0) + 1) })),
    }));
    expect((await solveYear(TWO_OF_YEAR, wrong)).contradicts).toBe(true);
  });
});
