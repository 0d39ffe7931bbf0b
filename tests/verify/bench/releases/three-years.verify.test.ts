import { periodsWithin } from '@waylight/calendar';
import {
  findDeterminedCounts,
  findInferredCounts,
  linearSystemOf,
  type ReleasedTable,
} from '@waylight/disclosure-audit';
import { describe, expect, it } from 'vitest';
import { drawPeriods, NO_CHECK, RELEASE_CHECK } from './drawn-periods.ts';
import { shippedPlan } from './plan.ts';
import { FIRST_MONTH, LAST_YEAR, simulateRegion, YEARS } from './simulated-region.ts';

const PLAN = shippedPlan(FIRST_MONTH);
const MONTHS_AND_QUARTERS = { ...PLAN, tables: PLAN.tables.filter(({ period }) => period !== 'year') };
const DRAWING = { secret: Buffer.from('a key'.padEnd(32, '.')), base: PLAN.base };
const NODES = 6;

/** Adds each country's node as an organisation with all the reports that it took. */
function withNodes(release: ReleasedTable): ReleasedTable {
  const { cellsByOrganisation = new Map(), cellsByNode = new Map() } = release;
  const nodes = [...cellsByNode].map(
    ([node, parts]) => [`node ${node}`, [...parts.values()].flat()] as const,
  );
  return { ...release, cellsByOrganisation: new Map([...cellsByOrganisation, ...nodes]) };
}

/** Names that all these releases disclose: to an outsider, to each organisation, and to each country's node. */
async function findDisclosures(releases: readonly ReleasedTable[]): Promise<string[]> {
  const { linearSystem, hidden, attackers } = linearSystemOf(releases.map(withNodes));
  expect(attackers.filter(({ name }) => name.startsWith('node '))).toHaveLength(NODES);
  const determined = await findDeterminedCounts(linearSystem, hidden);
  const inferred = await findInferredCounts(linearSystem, hidden, attackers);
  return [
    ...determined.map(({ name }) => name),
    ...inferred.map(({ name, attacker }) => `${attacker}: ${name}`),
  ];
}

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
      const periods = [quarter, ...periodsWithin('month', 'quarter', quarter)];
      const all = drawn.filter(({ period }) => periods.includes(period)).flatMap(({ released }) => released);
      expect(await findDisclosures(all)).toEqual([]);
    }
  });

  it('disclose no count to an outsider in a year with all its months and quarters', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { counted } = simulateRegion(PLAN, 1, 1_300);
    const year = counted.filter(({ period }) => period.startsWith(LAST_YEAR));
    const drawn = await drawPeriods(year, DRAWING, NO_CHECK);
    const { linearSystem, hidden } = linearSystemOf(drawn.flatMap(({ released }) => released));
    expect(await findDeterminedCounts(linearSystem, hidden)).toEqual([]);
  });

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
      expect(await findDisclosures(first.flatMap(({ released }) => released))).not.toEqual([]);
      expect(await findDisclosures(decided.flatMap(({ released }) => released))).toEqual([]);
    }
    expect(rejected).toBeGreaterThan(0);
  });
});
