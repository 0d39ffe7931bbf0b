import { periodsWithin } from '@waylight/calendar';
import { findDeterminedCounts, linearSystemOf } from '@waylight/disclosure-audit';
import { describe, expect, it } from 'vitest';
import { findDisclosuresIn } from './disclosures.ts';
import { drawPeriods, NO_CHECK, RELEASE_CHECK } from './drawn-periods.ts';
import { shippedPlan } from './plan.ts';
import { FIRST_MONTH, LAST_YEAR, simulateRegion, YEARS } from './simulated-region.ts';

const PLAN = shippedPlan(FIRST_MONTH);
const MONTHS_AND_QUARTERS = { ...PLAN, tables: PLAN.tables.filter(({ period }) => period !== 'year') };
const DRAWING = { secret: Buffer.from('a key'.padEnd(32, '.')), base: PLAN.base };
const NODES = 6;

/** Many equations: on a busy machine they take minutes. */
const TIMEOUT_MS = 15 * 60_000;

describe('three simulated years of the shipped plan, with late reports, revisions and retractions', () => {
  it('disclose no count to an outsider, an organisation or a node, in any quarter with its months', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { counted, journal } = simulateRegion(MONTHS_AND_QUARTERS, 1, 1_300);
    expect(new Set(journal.map(({ kind }) => kind))).toEqual(new Set(['submitted', 'revised', 'retracted']));
    const drawn = await drawPeriods(counted, DRAWING, RELEASE_CHECK);
    expect(drawn.every(({ released }) => released.length > 0)).toBe(true);
    for (const quarter of YEARS.flatMap((year) => periodsWithin('quarter', 'year', year))) {
      const { findings, nodes } = await findDisclosuresIn(quarter, drawn);
      expect(nodes).toBe(NODES);
      expect(findings).toEqual([]);
    }
  });

  it.each([
    [1_500, 1],
    [1_500, 2],
    [5_000, 1],
    [5_000, 2],
  ])(
    'withhold no table of a year of %i reports, seed %i, and disclose no count of it to an outsider',
    {
      timeout: TIMEOUT_MS,
    },
    async (reportsPerYear, seed) => {
      const { counted } = simulateRegion(PLAN, seed, reportsPerYear);
      const year = counted.filter(({ period }) => period.startsWith(LAST_YEAR));
      const drawn = await drawPeriods(year, DRAWING, RELEASE_CHECK);
      const missing = drawn.flatMap(({ kind, period, released }) => {
        const ids = new Set(released.map(({ table }) => table.id));
        const planned = PLAN.tables.filter((table) => table.period === kind && !ids.has(table.id));
        return planned.map(({ id }) => `${id}.${period}`);
      });
      expect(missing).toEqual([]);
      expect(drawn.flatMap(({ decision }) => decision.withheldTables)).toEqual([]);
      const { linearSystem, hidden } = linearSystemOf(
        drawn.flatMap(({ released, latent }) => [...released, ...latent]),
      );
      expect(await findDeterminedCounts(linearSystem, hidden)).toEqual([]);
    },
  );

  it('would disclose counts in some quarters of a much smaller region: the audit rejects these draws', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { counted } = simulateRegion(MONTHS_AND_QUARTERS, 4, 500);
    let rejected = 0;
    for (const quarter of periodsWithin('quarter', 'year', YEARS[1])) {
      const periods = [quarter, ...periodsWithin('month', 'quarter', quarter)];
      const within = counted.filter(({ period }) => periods.includes(period));
      const decided = await drawPeriods(within, DRAWING, RELEASE_CHECK);
      if (decided.every(({ decision }) => decision.attempt === 0)) continue;
      rejected += 1;
      const first = await drawPeriods(within, DRAWING, NO_CHECK);
      expect((await findDisclosuresIn(quarter, first)).findings).not.toEqual([]);
      expect((await findDisclosuresIn(quarter, decided)).findings).toEqual([]);
    }
    expect(rejected).toBeGreaterThan(0);
  });
});
