import { daysOf, nextPeriod, periodsWithin } from '@waylight/calendar';
import { describe, expect, it } from 'vitest';
import { type Bounds, compareCounts, compareRates, type Series } from './compare-bounds.ts';

const BASE = 5;
const REGION = { kind: 'region', roundingBase: BASE } as const;
const ROW = { kind: 'other', roundingBase: BASE } as const;
/** Shares of a month's incidents by table, as in the simulator. */
const TABLES = {
  country: [0.4, 0.24, 0.16, 0.12, 0.06, 0.02],
  typeGroup: [0.5, 0.24, 0.18, 0.02, 0.06],
  type: [...[0.25, 0.14, 0.1], ...[0.08, 0.07, 0.07], ...[0.06, 0.05, 0.05], ...[0.04, 0.03, 0.03, 0.03]],
  personGroup: [0.4, 0.25, 0.2, 0.1, 0.05],
  segment: [0.5, ...[0.1, 0.08, 0.07, 0.06, 0.05], ...[0.04, 0.03, 0.02, 0.02], ...[0.01, 0.01, 0.01]],
};
const MONTHS = periodsWithin('month', 'year', '2025');
/** Reports in 30 days at 1,500 a year. */
const MONTHLY = 125;

/** A released number with its probability. */
type Chance = { readonly bounds: Bounds; readonly probability: number };

/**
 * Released numbers of a count with this mean and twice the variance of a Poisson distribution: a negative binomial distribution
 * with the chance 1/2 of success: P(0) = 2^-mean, P(n + 1) = P(n) · (n + mean) / (2n + 2). Each count is rounded at random to one of
 * the two multiples of the base around it, within linked tables as alone.
 */
function releasedNumbers(mean: number): readonly Chance[] {
  const numbers = new Map<number, number>();
  const add = (value: number, probability: number) =>
    numbers.set(value, (numbers.get(value) ?? 0) + probability);
  const most = mean + 8 * Math.sqrt(2 * mean) + 60;
  let logarithm = -mean * Math.LN2;
  for (let count = 0; count < most; count++) {
    const remainder = count % BASE;
    const probability = Math.exp(logarithm);
    add(count - remainder, (probability * (BASE - remainder)) / BASE);
    add(count - remainder + BASE, (probability * remainder) / BASE);
    logarithm += Math.log((count + mean) / (count + 1) / 2);
  }
  return [...numbers].flatMap(([value, probability]) =>
    probability < 1e-9 ? [] : [{ bounds: boundsOf(value), probability }],
  );
}

const boundsOf = (value: number): Bounds => ({
  min: value === 0 ? 0 : value - BASE + 1,
  max: value + BASE - 1,
});

const MORE_OR_FEWER: readonly string[] = ['more', 'fewer'];

/** Probability of one of these verdicts on two periods with these expected counts. */
function chanceOf(
  series: Series,
  mean: { readonly earlier: number; readonly now: number },
  { days = { earlier: 30, now: 30 }, verdicts = MORE_OR_FEWER } = {},
): number {
  const after = releasedNumbers(mean.now);
  let chance = 0;
  for (const earlier of releasedNumbers(mean.earlier))
    for (const now of after) {
      const { verdict } = compareCounts(series, { earlier: earlier.bounds, now: now.bounds }, days);
      if (verdicts.includes(verdict)) chance += earlier.probability * now.probability;
    }
  return chance;
}

/** Probability of more or fewer if nothing changes. `mean` is the expected count of 30 days. */
const falseAlarms = (
  series: Series,
  mean: number,
  days: { readonly earlier: number; readonly now: number },
) => chanceOf(series, { earlier: (mean * days.earlier) / 30, now: (mean * days.now) / 30 }, { days });

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function lengthOf(month: string): number {
  const span = daysOf(month);
  if (span === undefined) throw new RangeError(`${month} is no month`);
  return span.toDay - span.fromDay + 1;
}

describe('if nothing changes', () => {
  const yearOf = (series: Series, mean: number) =>
    average(
      MONTHS.map((month) =>
        falseAlarms(series, mean, { earlier: lengthOf(month), now: lengthOf(nextPeriod('month', month)) }),
      ),
    );

  it.each([1_500, 5_000, 15_000])(
    'one number in fifty of each table is called more or fewer at most, at %d reports a year',
    (reports) => {
      for (const [table, shares] of Object.entries(TABLES)) {
        const chances = shares.map((share) => yearOf(ROW, (share * reports) / 12));
        expect(average(chances), table).toBeLessThanOrEqual(1 / 50);
      }
    },
  );

  it.each([1_500, 5_000, 15_000])(
    'the region is called more or fewer in at most one month of twenty, at %d reports a year',
    (reports) => {
      expect(yearOf(REGION, reports / 12)).toBeLessThanOrEqual(1 / 20);
    },
  );

  it('a number of any size is called more or fewer as rarely', () => {
    for (let mean = 1; mean < 5_000; mean *= 1.2)
      for (const days of [
        { earlier: 31, now: 31 },
        { earlier: 31, now: 28 },
        { earlier: 30, now: 31 },
      ]) {
        expect(falseAlarms(ROW, mean, days), `${mean}`).toBeLessThanOrEqual(1 / 50);
        expect(falseAlarms(REGION, mean, days), `${mean}`).toBeLessThanOrEqual(1 / 20);
      }
  });

  it('a number per effort is called more or fewer as rarely, although the effort rises by half', () => {
    const [earlier, now] = [releasedNumbers(30), releasedNumbers(45)];
    const effort = { earlier: { min: 95, max: 104 }, now: { min: 145, max: 154 } };
    let chance = 0;
    for (const a of earlier)
      for (const b of now) {
        const { verdict } = compareRates(ROW, { earlier: a.bounds, now: b.bounds }, effort);
        if (MORE_OR_FEWER.includes(verdict)) chance += a.probability * b.probability;
      }
    expect(chance).toBeLessThanOrEqual(1 / 50);
  });

  it('the region would be called more or fewer in a third of the months without ordinary variation', () => {
    const verdicts = [...MORE_OR_FEWER, 'within-ordinary-variation'];
    expect(chanceOf(REGION, { earlier: MONTHLY, now: MONTHLY }, { verdicts })).toBeGreaterThan(0.33);
  });
});

describe('at 1,500 reports a year', () => {
  const MORE = { verdicts: ['more'] };

  it('a rise of half in the region is found in at least 60 % of the months', () => {
    expect(chanceOf(REGION, { earlier: MONTHLY, now: 1.5 * MONTHLY }, MORE)).toBeGreaterThanOrEqual(0.6);
  });

  it('a doubling from 15 is found in at least 15 % of the months', () => {
    expect(chanceOf(ROW, { earlier: 15, now: 30 }, MORE)).toBeGreaterThanOrEqual(0.15);
  });
});
