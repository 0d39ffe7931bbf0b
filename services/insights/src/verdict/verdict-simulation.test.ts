import { daysOf, nextPeriod } from '@waylight/calendar';
import { controlledRounding } from '@waylight/disclosure-control';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Bounds, compareCounts } from './compare-bounds.ts';

const BASE = 5;
/** Shares of a month's incidents by table, as in the simulator: countries, type groups, types, person groups and segments. */
const TABLES = {
  country: [0.4, 0.24, 0.16, 0.12, 0.06, 0.02],
  typeGroup: [0.5, 0.24, 0.18, 0.02, 0.06],
  type: [...[0.25, 0.14, 0.1], ...[0.08, 0.07, 0.07], ...[0.06, 0.05, 0.05], ...[0.04, 0.03, 0.03, 0.03]],
  personGroup: [0.4, 0.25, 0.2, 0.1, 0.05],
  segment: [0.5, ...[0.1, 0.08, 0.07, 0.06, 0.05], ...[0.04, 0.03, 0.02, 0.02], ...[0.01, 0.01, 0.01]],
};
const MONTHS = 20_000;

/** Uniform numbers in [0, 1). Source: mulberry32, Tommy Ettinger, public domain. */
function createUniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A count with twice the variance of a Poisson distribution: the sum of clusters with geometric sizes is negative binomial. With
 * the chance 1/2 of success, its variance is twice its mean.
 */
function drawCount(mean: number, uniform: () => number): number {
  const whole = Math.floor(mean);
  const size = whole + (uniform() < mean - whole ? 1 : 0);
  let count = 0;
  for (let cluster = 0; cluster < size; cluster++) while (uniform() < 0.5) count++;
  return count;
}

/** The released bounds of a table's series: each row, then the total, rounded together. */
function drawTable(means: readonly number[], uniform: () => number): readonly Bounds[] {
  const { cells, total } = controlledRounding([means.map((mean) => drawCount(mean, uniform))], {
    base: BASE,
    uniform,
  });
  return [...(cells[0] ?? []), total].map((value) =>
    value === 0 ? { min: 0, max: BASE - 1 } : { min: value - BASE + 1, max: value + BASE - 1 },
  );
}

/**
 * Share of months with one of these verdicts, by series of a table: each row, then the region. In the later of two months,
 * `rise` multiplies the expected counts.
 */
function shareOf(
  verdicts: readonly string[],
  { shares, region, rise = 1 }: { shares: readonly number[]; region: number; rise?: number },
  uniform: () => number,
): readonly number[] {
  const found = [...shares, 1].map(() => 0);
  const drawMonth = (days: number, factor: number) =>
    drawTable(
      shares.map((share) => (share * region * factor * days) / 30),
      uniform,
    );
  let month = '2025-01';
  for (let n = 0; n < MONTHS; n++) {
    const later = nextPeriod('month', month);
    const days = { earlier: lengthOf(month), now: lengthOf(later) };
    const [earlier, now] = [drawMonth(days.earlier, 1), drawMonth(days.now, rise)];
    for (const at of found.keys()) {
      const [before, after] = [earlier[at], now[at]];
      if (before === undefined || after === undefined) throw new RangeError('a series has no number');
      if (verdicts.includes(compareCounts({ earlier: before, now: after }, days).verdict))
        found[at] = (found[at] ?? 0) + 1;
    }
    month = later;
  }
  return found.map((times) => times / MONTHS);
}

function lengthOf(month: string): number {
  const span = daysOf(month);
  if (span === undefined) throw new RangeError(`${month} is no month`);
  return span.toDay - span.fromDay + 1;
}

/** Each property runs once, with the seed of the run. */
const withSeed = (test: (uniform: () => number) => void) =>
  fc.assert(
    fc.property(fc.noBias(fc.nat()), (seed) => test(createUniform(seed))),
    {
      numRuns: 1,
      endOnFailure: true,
    },
  );

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Incidents a month at 1,500 reports a year. */
const REGION = 125;
/** At 5,000 reports a year. */
const LARGE_REGION = 417;

it.each([REGION, LARGE_REGION])(
  'finds at most one change in fifty series a month in which nothing changes, of %d incidents',
  (size) => {
    withSeed((uniform) => {
      const found = Object.values(TABLES).map((shares) =>
        shareOf(['more', 'fewer'], { shares, region: size }, uniform),
      );
      // The region is one series, whichever table it is drawn with.
      const region = mean(found.map((some) => some.at(-1) ?? 1));
      expect(mean([...found.flatMap((some) => some.slice(0, -1)), region])).toBeLessThanOrEqual(0.02);
      // Rounding hides less of a large number, so the region alone is called changed more often.
      expect(region).toBeLessThanOrEqual(0.06);
    });
  },
);

it('without ordinary variation would find changes of the region in a third of such months', () => {
  withSeed((uniform) => {
    const verdicts = ['more', 'fewer', 'within-ordinary-variation'];
    const found = shareOf(verdicts, { shares: TABLES.country, region: REGION }, uniform);
    expect(found.at(-1)).toBeGreaterThan(0.33);
  });
});

it('finds a rise of half in the region in at least 60 % of months', () => {
  withSeed((uniform) => {
    const found = shareOf(['more'], { shares: TABLES.country, region: REGION, rise: 1.5 }, uniform);
    expect(found.at(-1)).toBeGreaterThanOrEqual(0.6);
  });
});

it('finds a doubling from 15 in at least 15 % of months', () => {
  withSeed((uniform) => {
    const [found] = shareOf(['more'], { shares: [0.12, 0.88], region: REGION, rise: 2 }, uniform);
    expect(found).toBeGreaterThanOrEqual(0.15);
  });
});
