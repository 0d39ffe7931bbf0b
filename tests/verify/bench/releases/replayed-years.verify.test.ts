import { fileURLToPath } from 'node:url';
import { ReleaseEvent } from '@waylight/contracts/release';
import { isRelatedPeriod, linearSystemOf, type ReleasedTable } from '@waylight/disclosure-audit';
import {
  audiencesOf,
  drawnTableOf,
  duePeriods,
  linkedTablesOf,
  type PlannedTable,
  releaseIdOf,
} from '@waylight/disclosure-control';
import { readRegistry } from '@waylight/tests-region';
import { beforeAll, describe, expect, it } from 'vitest';
import { runChild } from '../children.ts';
import type { YearsResult, YearsSettings } from '../processes/region-of-years.ts';
import { type CountedPeriod, countPeriods, countWeeks } from './counted-periods.ts';
import { latentTablesOf, RELEASE_CHECK, toReleasedTable } from './drawn-periods.ts';
import { REPLAY_PLAN } from './plan.ts';
import { assignOrganisations, dueDaysOf } from './replayed-years.ts';
import { LAST_YEAR, simulateRegion, YEARS } from './simulated-region.ts';

const PLAN = REPLAY_PLAN;
const REGISTRY = await readRegistry(
  fileURLToPath(new URL('../../../../infra/registry/registry.json', import.meta.url)),
);
/** A small region in which one quarter has enough reports for authorities. */
const SETTINGS: YearsSettings = { seed: 3, reportsPerYear: 400 };
/** Number of organisations in the registry that simulated ones are assigned to: all but the regional one. */
const ORGANISATIONS = 18;
const YEAR_AFTER = String(Number(LAST_YEAR) + 1);
/** Minutes of both processors, which may be busy. */
const TIMEOUT_MS = 30 * 60_000;

describe('a trial region that replays three years of late reports, revisions and retractions', () => {
  const journal = assignOrganisations(
    REGISTRY,
    simulateRegion(PLAN, SETTINGS.seed, SETTINGS.reportsPerYear).journal,
  );
  const due = new Set(duePeriods(PLAN, Math.max(...dueDaysOf(PLAN)), new Set()).map(({ period }) => period));
  // Months after the last year close before it does.
  const counted = [
    ...countPeriods(PLAN, { journal, years: [...YEARS, YEAR_AFTER], counting: 'at-closing' }),
    ...countWeeks(PLAN, journal),
  ].filter(({ period }) => due.has(period));
  let events: readonly ReleaseEvent[];
  let withheld: ReadonlyMap<string, string>;
  /** The releases, with the exact counts of the journal when each period closed. */
  let released: readonly ReleasedTable[];

  beforeAll(async () => {
    expect(new Set(journal.map(({ kind }) => kind))).toEqual(new Set(['submitted', 'revised', 'retracted']));
    const replayed = await runChild<YearsResult>('region-of-years', SETTINGS);
    events = replayed.releases.map((bytes) => ReleaseEvent.decode(Buffer.from(bytes, 'base64')));
    withheld = new Map(replayed.withheld);
    released = releasedIn(events, counted);
  }, TIMEOUT_MS);

  it('releases every table of every period, or reports why not', () => {
    expect(events).toHaveLength(released.length);
    const kinds = [...new Set(released.map(({ table }) => table.period))].sort();
    expect(kinds).toEqual(['month', 'quarter', 'week', 'year']);
    const audiences = new Set(released.map(({ audience }) => audience));
    expect(audiences).toEqual(new Set(['partners', 'network', 'authorities']));
    for (const year of YEARS)
      expect(events.map(({ releaseId }) => releaseId)).toContain(`region-year.${year}.partners`);
    const of = (kind: PlannedTable['period']) => PLAN.tables.filter(({ period }) => period === kind);
    const published = new Set(events.map(({ tableId, period }) => `${tableId}.${period}`));
    for (const { kind, period } of counted)
      for (const { id } of of(kind))
        expect([published.has(`${id}.${period}`), withheld.has(`${id}.${period}`)]).toContain(true);
    expect([...withheld.values()].filter((reason) => reason !== 'DISCLOSES_SMALL_COUNTS')).toEqual([]);
  });

  it('releases only multiples of five that differ by less than five from the exact counts at closing', () => {
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
    // About 5,100 if no table is withheld.
    expect(cells).toBeGreaterThan(4_500);
  });

  it('discloses no count to an outsider, an organisation or a node, for any period with all related ones', {
    timeout: TIMEOUT_MS,
  }, async () => {
    const all = Map.groupBy(counted, ({ period }) => yearOf(period));
    // Each year in a process of its own.
    const disclosed = await Promise.all([...all.values()].map(findDisclosed));
    expect(disclosed.flat()).toEqual([]);
  });

  it('audits every year for all organisations', () => {
    for (const year of YEARS) {
      const { attackers } = linearSystemOf(released.filter(({ period }) => yearOf(period) === year));
      expect(attackers).toHaveLength(ORGANISATIONS);
    }
  });

  /** Repeats the audit before publication for published periods, with the counts of the journal. */
  async function findDisclosed(periods: readonly CountedPeriod[]): Promise<string[]> {
    const disclosed: string[] = [];
    for (const closed of periods) {
      const { kind, period } = closed;
      const linkedTables = linkedTablesOf(PLAN).find(([top]) => top?.period === kind) ?? [];
      // A week is limited by the months that close after it, so it is audited with these.
      const related = kind === 'week' ? [] : counted.filter((other) => isRelatedPeriod(other.period, period));
      const earlier = released.filter((one) => related.some((other) => other.period === one.period));
      const own = released.filter((one) => one.period === period);
      const latent = [...related, closed].flatMap((one) => latentTablesOf(one, nodeOf));
      const toDecide = { linkedTables, earlier: [...earlier, ...latent], draw: () => own };
      const audited = await RELEASE_CHECK(toDecide, closed);
      // Every draw is the release itself, so that it is rejected if it discloses a count.
      const rejected = own.filter((release) => !audited.released.includes(release));
      disclosed.push(...rejected.map(({ table }) => `${table.id}.${period}`));
    }
    return disclosed;
  }
});

/** The country of the node to which an organisation of the registry reports. */
const nodeOf = (organisation: string): string => REGISTRY.findById(organisation)?.countries[0] ?? '';

const yearOf = (period: string): string => period.slice(0, 'yyyy'.length);

/** Returns the releases in the order of the plan: top tables before their breakdowns, narrow audiences before wide ones. */
function releasedIn(releases: readonly ReleaseEvent[], counted: readonly CountedPeriod[]): ReleasedTable[] {
  const byId = new Map(releases.map((event) => [event.releaseId, event]));
  return counted.flatMap((period) =>
    PLAN.tables.flatMap((table) =>
      audiencesOf(table).flatMap((audience) => {
        const event = byId.get(releaseIdOf(table, period.period, audience));
        const isCounted = period.tables.some((one) => one.table.id === table.id && one.audience === audience);
        return event === undefined || !isCounted
          ? []
          : [toReleasedTable(period, { table, audience, drawn: drawnTableOf(event) }, nodeOf)];
      }),
    ),
  );
}
