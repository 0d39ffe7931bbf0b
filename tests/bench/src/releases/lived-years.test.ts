import { fileURLToPath } from 'node:url';
import { ReleaseEvent } from '@waylight/contracts/release';
import { findPinned, findPinnedFor, puzzleOf, type ReleasedTable } from '@waylight/disclosure-attack';
import { audiencesOf, drawnTableOf, type PlannedTable, releaseIdOf } from '@waylight/disclosure-control';
import { readRegistry } from '@waylight/tests-separate-region';
import { beforeAll, describe, expect, it } from 'vitest';
import { runChild } from '../children.ts';
import type { YearsResult, YearsSettings } from '../processes/region-of-years.ts';
import { type CountedPeriod, countPeriods } from './counted-periods.ts';
import { countWeeks } from './counted-weeks.ts';
import { releasedOf } from './drawn-periods.ts';
import { asOf } from './lived-years.ts';
import { LIVED_PLAN } from './plan.ts';
import { simulateRegion, YEARS } from './simulated-region.ts';

const PLAN = LIVED_PLAN;
const REGISTRY = await readRegistry(
  fileURLToPath(new URL('../../../../infra/registry/registry.json', import.meta.url)),
);
const SETTINGS: YearsSettings = { seed: 2, reportsPerYear: 400 };
const MINUTE_MS = 60_000;

describe('a region in its trial form that lives through three years of late reports, revisions and retractions', () => {
  const journal = asOf(REGISTRY, simulateRegion(PLAN, SETTINGS.seed, SETTINGS.reportsPerYear).journal);
  const counted = countPeriods(PLAN, { journal, years: YEARS, counting: 'at-closing' });
  let events: readonly ReleaseEvent[];
  let withheld: ReadonlyMap<string, string>;
  /** What was released, beside what the journal says that was known when each period closed. */
  let released: readonly ReleasedTable[];

  beforeAll(async () => {
    expect(new Set(journal.map(({ kind }) => kind))).toEqual(new Set(['submitted', 'revised', 'retracted']));
    const lived = await runChild<YearsResult>('region-of-years', SETTINGS);
    events = lived.releases.map((bytes) => ReleaseEvent.decode(Buffer.from(bytes, 'base64')));
    withheld = new Map(lived.withheld);
    released = releasedIn(events, [...counted, ...countWeeks(PLAN, journal)]);
  }, 15 * MINUTE_MS);

  it('releases every table of every period, or says why it does not', () => {
    expect(events).toHaveLength(released.length);
    const kinds = [...new Set(released.map(({ table }) => table.period))].sort();
    expect(kinds).toEqual(['month', 'quarter', 'week']);
    expect(new Set(released.map(({ audience }) => audience))).toContain('network');
    const of = (kind: PlannedTable['period']) => PLAN.tables.filter(({ period }) => period === kind);
    const given = new Set(events.map(({ tableId, period }) => `${tableId}.${period}`));
    for (const { kind, period } of counted)
      for (const { id } of of(kind))
        expect([given.has(`${id}.${period}`), withheld.has(`${id}.${period}`)]).toContain(true);
    expect([...withheld.values()].filter((why) => why !== 'TELLS_SMALL_COUNTS')).toEqual([]);
  });

  it('releases nothing but multiples of five that are less than five from what was known when a period closed', () => {
    let cells = 0;
    for (const { table, drawn, cells: counts, period, audience } of released)
      for (const [r, row] of drawn.rows.entries())
        for (const [c, column] of drawn.columns.entries()) {
          const value = drawn.cells[r]?.[c] ?? null;
          if (value === null || row === 'not-broken-down') continue;
          const truth = counts
            .filter((cell) => cell.row === row && cell.column === column)
            .reduce((all, { count }) => all + count, 0);
          const name = `${table.id} ${period} ${audience}: ${row}, ${column} is ${truth}, released as ${value}`;
          expect(value % PLAN.base, name).toBe(0);
          expect(Math.abs(value - truth), name).toBeLessThan(PLAN.base);
          if (truth === 0) expect(value, name).toBe(0);
          cells += 1;
        }
    expect(cells).toBeGreaterThan(5_000);
  });

  it('tells no small count to an outsider, over all tables, circles and periods of each quarter', {
    timeout: 15 * MINUTE_MS,
  }, async () => {
    for (const year of YEARS) expect(await pinnedIn(ofYear(year))).toEqual([]);
    for (const week of new Set(
      released.flatMap(({ table, period }) => (table.period === 'week' ? [period] : [])),
    ))
      expect(await pinnedIn(released.filter(({ period }) => period === week))).toEqual([]);
  });

  it('tells no organisation, of what it does not know itself, that it is small', {
    timeout: 15 * MINUTE_MS,
  }, async () => {
    const { puzzle, hidden, attackers } = puzzleOf(ofYear(YEARS[1]));
    expect(attackers.length).toBeGreaterThan(15);
    expect(await findPinnedFor(puzzle, hidden, attackers)).toEqual([]);
  });

  const ofYear = (year: string) =>
    released.filter(({ table, period }) => table.period !== 'week' && period.startsWith(year));
});

async function pinnedIn(releases: readonly ReleasedTable[]): Promise<string[]> {
  const { puzzle, hidden } = puzzleOf(releases);
  return (await findPinned(puzzle, hidden)).map(({ name }) => name);
}

/** In the order of the plan: the table that is split before those that split it, the narrower circle before the wider. */
function releasedIn(releases: readonly ReleaseEvent[], counted: readonly CountedPeriod[]): ReleasedTable[] {
  const byId = new Map(releases.map((event) => [event.releaseId, event]));
  return counted.flatMap((period) =>
    PLAN.tables.flatMap((table) =>
      audiencesOf(table).flatMap((audience) => {
        const event = byId.get(releaseIdOf(table, period.period, audience));
        const isCounted = period.tables.some((one) => one.table.id === table.id && one.audience === audience);
        return event === undefined || !isCounted
          ? []
          : [releasedOf(period, { table, audience, drawn: drawnTableOf(event) })];
      }),
    ),
  );
}
