import { periodsWithin } from '@waylight/calendar';
import {
  type Attacker,
  findDeterminedCounts,
  findInferredCounts,
  linearSystemOf,
  type ReleasedTable,
} from '@waylight/disclosure-audit';
import { describe, expect, it } from 'vitest';
import { drawPeriods, NO_CHECK, RELEASE_CHECK } from './drawn-periods.ts';
import { shippedPlan } from './plan.ts';
import { FIRST_MONTH, simulateRegion, YEARS } from './simulated-region.ts';

const PLAN = shippedPlan(FIRST_MONTH);
const DRAWING = { secret: Buffer.from('a key'.padEnd(32, '.')), base: PLAN.base };

/** Names that all these releases disclose: to an outsider, and to each of the largest organisations. */
async function findDisclosures(releases: readonly ReleasedTable[], organisations: number): Promise<string[]> {
  const { linearSystem, hidden, attackers } = linearSystemOf(releases);
  const size = ({ own }: Attacker): number =>
    hidden.reduce((all, { variable }) => all + (own.get(variable) ?? 0), 0);
  const largest = attackers.toSorted((a, b) => size(b) - size(a)).slice(0, organisations);
  const determined = await findDeterminedCounts(linearSystem, hidden);
  const inferred = largest.length === 0 ? [] : await findInferredCounts(linearSystem, hidden, largest);
  return [
    ...determined.map(({ name }) => name),
    ...inferred.map(({ name, attacker }) => `${attacker}: ${name}`),
  ];
}

/** Many equations: on a busy machine they take minutes. */
const TIMEOUT_MS = 15 * 60_000;

describe('three simulated years of the shipped plan, with late reports, revisions and retractions', () => {
  it('disclose no small count to an outsider or a large organisation in a region of the size of the trial', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const { counted, journal } = simulateRegion(PLAN, 1, 1_300);
    expect(new Set(journal.map(({ kind }) => kind))).toEqual(new Set(['submitted', 'revised', 'retracted']));
    const drawn = await drawPeriods(counted, DRAWING, NO_CHECK);
    expect(new Set(drawn.flatMap(({ released }) => released.map(({ audience }) => audience)))).toEqual(
      new Set(['partners', 'network']),
    );
    for (const year of YEARS) {
      const all = drawn.filter(({ period }) => period.startsWith(year)).flatMap(({ released }) => released);
      // All thirty organisations would take minutes; the release job audits each of them before publication.
      expect(await findDisclosures(all, year === YEARS[0] ? 3 : 0)).toEqual([]);
    }
  });

  it('would disclose small counts in some quarters of a much smaller region: the audit withholds these tables', {
    timeout: TIMEOUT_MS,
  }, async () => {
    for (const [seed, quarter] of [
      [3, '2024-Q1'],
      [4, '2023-Q3'],
    ] as const) {
      const { counted } = simulateRegion(PLAN, seed, 400);
      const months = periodsWithin('month', 'quarter', quarter);
      const within = counted.filter(({ period }) => period === quarter || months.includes(period));
      const all = (await drawPeriods(within, DRAWING, NO_CHECK)).flatMap(({ released }) => released);
      const audited = await drawPeriods(within, DRAWING, RELEASE_CHECK);
      expect(await findDisclosures(all, 5)).not.toEqual([]);
      expect(
        await findDisclosures(
          audited.flatMap(({ released }) => released),
          100,
        ),
      ).toEqual([]);
      // Only the finest table is withheld; the months stay.
      expect(audited.flatMap(({ withheld }) => withheld)).toEqual(['country-type-quarter']);
    }
  });
});
