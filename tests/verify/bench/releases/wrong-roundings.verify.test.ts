import { periodsWithin } from '@waylight/calendar';
import { findDeterminedCounts, linearSystemOf, type ReleasedTable } from '@waylight/disclosure-audit';
import { codesOf, drawTable } from '@waylight/disclosure-control';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CountedPeriod } from './counted-periods.ts';
import { drawPeriods, RELEASE_CHECK } from './drawn-periods.ts';
import { shippedPlan } from './plan.ts';
import { FIRST_MONTH, simulateRegion } from './simulated-region.ts';

const PLAN = shippedPlan(FIRST_MONTH);
const QUARTER = '2024-Q1';
const MONTHS = periodsWithin('month', 'quarter', QUARTER);
const YEAR = periodsWithin('month', 'year', '2024');
/** Each audit starts a process, which takes seconds on a busy machine. */
const TIMEOUT_MS = 5 * 60_000;

const { counted } = simulateRegion(PLAN, 1, 500);
const select = (periods: readonly string[], from = counted): CountedPeriod[] =>
  from.filter(({ period }) => periods.includes(period));

const secretOf = (key: string): Uint8Array => Buffer.alloc(32, key);

/** Draws periods until they pass the audit, each together with the shorter periods within it. */
async function release(periods: readonly CountedPeriod[], key = 'a key'): Promise<ReleasedTable[]> {
  const drawn = await drawPeriods(periods, { secret: secretOf(key), base: PLAN.base }, RELEASE_CHECK);
  return drawn.flatMap(({ released, latent }) => [...released, ...latent]);
}

/** Draws one of the tables from its own counts alone, as if it were linked to no other. */
const drawAlone = (releases: readonly ReleasedTable[], id: string): ReleasedTable[] =>
  releases.map((one) => {
    const { table, period, cells } = one;
    const axes = { rows: codesOf(table.rows), columns: codesOf(table.columns) };
    const request = { secret: secretOf('alone'), roundingBase: PLAN.base, tableId: id, period, cells };
    return table.id === id ? { ...one, drawn: drawTable({ ...request, ...axes }) } : one;
  });

async function countDisclosures({ linearSystem, hidden }: ReturnType<typeof linearSystemOf>) {
  return (await findDeterminedCounts(linearSystem, hidden)).length;
}

describe('the disclosure audit detects wrong roundings of the tables of the shipped plan', {
  timeout: TIMEOUT_MS,
}, () => {
  /** A quarter that is coupled to its months, and the same quarter without them. */
  let coupled: readonly ReleasedTable[];
  let uncoupled: readonly ReleasedTable[];

  beforeAll(async () => {
    coupled = await release(select([...MONTHS, QUARTER]));
    uncoupled = await release(select([QUARTER]));
    expect(await countDisclosures(linearSystemOf(coupled))).toBe(0);
    expect(await countDisclosures(linearSystemOf(uncoupled))).toBe(0);
  }, TIMEOUT_MS);

  it('with countries that are rounded independently of the region', async () => {
    // Only small numbers of the region limit those of its countries.
    const releases = await release(select(YEAR, simulateRegion(PLAN, 1, 40).counted));
    expect(await countDisclosures(linearSystemOf(releases))).toBe(0);
    expect(await countDisclosures(linearSystemOf(drawAlone(releases, 'country-month')))).toBeGreaterThan(0);
  });

  it('with a month that is drawn anew the next night', async () => {
    const month = select(MONTHS.slice(0, 1));
    const night = linearSystemOf(await release(month));
    const next = linearSystemOf(await release(month, 'another key'));
    expect(await countDisclosures(night)).toBe(0);
    expect(await countDisclosures(next)).toBe(0);
    // Both systems have the same variables.
    expect(next.hidden).toEqual(night.hidden);
    for (const { terms, least, most } of next.linearSystem.constraints)
      night.linearSystem.addConstraint(terms, { least, most });
    expect(await countDisclosures(night)).toBeGreaterThan(0);
  });

  it('with a cross that is not linked to the other tables', async () => {
    const releases = drawAlone(uncoupled, 'country-type-quarter');
    expect(await countDisclosures(linearSystemOf(releases))).toBeGreaterThan(0);
  });

  it('with a quarter that is not coupled to its months', async () => {
    const months = coupled.filter(({ period }) => MONTHS.includes(period));
    expect(await countDisclosures(linearSystemOf([...months, ...uncoupled]))).toBeGreaterThan(0);
  });
});
