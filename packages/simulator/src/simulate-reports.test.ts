import { dayNumber, dayOfIsoDate, isoDay, isoMonth } from '@waylight/calendar';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { codeById } from '@waylight/taxonomy';
import { describe, expect, it } from 'vitest';
import { SIMULATED_PREFIX, type SimulatedEntry, simulateReports } from './index.ts';
import * as region from './region-weights.ts';

const [FIRST, LAST] = [dayNumber(2025, 1, 1), dayNumber(2025, 12, 31)];
const simulate = (seed: number, more: { firstDay?: number; lastDay?: number } = {}) =>
  simulateReports({
    seed,
    firstDay: FIRST,
    lastDay: LAST,
    reportsPerYear: 1_500,
    organisations: { AL: ['A'], BA: ['B', 'C'], ME: ['D'], MK: ['E'], RS: ['F'], XK: ['G'] },
    silent: { country: 'ME', from: '2025-10' },
    importId: 'simulated',
    ...more,
  });
const lifecycles = (journal: readonly SimulatedEntry[]) =>
  [...Map.groupBy(journal, ({ reportId }) => reportId).values()].map((entries) => {
    const [first] = entries;
    if (first?.kind !== 'submitted') throw new Error('a report does not begin with its submission');
    return { entries, first };
  });
const incidentMonth = (reportId: string) =>
  reportId.slice(SIMULATED_PREFIX.length).slice(0, 'yyyy-mm'.length);

describe('simulated reports', () => {
  it('depend only on the seed, whatever other days are simulated', () => {
    const year = simulate(1);
    expect(simulate(1)).toEqual(year);
    expect(simulate(2)).not.toEqual(year);
    const [from, to] = [dayNumber(2025, 4, 1), dayNumber(2025, 6, 30)];
    const ofQuarter = year.filter(({ reportId }) => /2025-0[456]/.test(reportId));
    expect(simulate(1, { firstDay: from, lastDay: to })).toEqual(ofQuarter);
  });

  it('go to every node, in order of receipt, never before the incident', () => {
    const year = simulate(1);
    expect(new Set(year.map(({ node }) => node))).toEqual(new Set(NODE_COUNTRIES));
    expect(year.map(({ day }) => day)).toEqual(year.map(({ day }) => day).toSorted((a, b) => a - b));
    const found = lifecycles(year);
    expect(found.length).toBeGreaterThan(1_300);
    expect(found.length).toBeLessThan(1_600);
    for (const { first } of found) expect(first.report.occurredOn <= isoDay(first.day)).toBe(true);
  });

  it('arrive mostly within days, some after months; a few are corrected or retracted', () => {
    const found = lifecycles(simulate(1));
    const share = (isCounted: (one: (typeof found)[number]) => boolean) =>
      found.filter(isCounted).length / found.length;
    const delay = ({ entries, first }: (typeof found)[number]) =>
      entries.length > 1 ? 0 : first.day - dayOf(first.report.occurredOn);
    expect(share((one) => delay(one) <= 10)).toBeGreaterThan(0.6);
    expect(share((one) => delay(one) > 60)).toBeGreaterThan(0.03);
    expect(share(({ entries }) => entries.some(({ kind }) => kind === 'revised'))).toBeGreaterThan(0.05);
    expect(share(({ entries }) => entries.at(-1)?.kind === 'retracted')).toBeGreaterThan(0.01);
  });

  it('of a silent country nearly end with its silence', () => {
    const sent = simulate(1).filter(({ node, kind }) => node === 'ME' && kind === 'submitted');
    const inMonth = (month: string) => sent.filter(({ day }) => isoMonth(day) === month).length;
    expect(inMonth('2025-09')).toBeGreaterThan(5);
    expect(inMonth('2025-10') + inMonth('2025-11')).toBeLessThan(5);
  });

  it('are shared with each audience often enough for its tables, by at least three organisations', () => {
    const final = lifecycles(simulate(1)).flatMap(({ entries }) => entries.slice(-1));
    const winter = final.filter(({ reportId }) => /-0[123]$/.test(incidentMonth(reportId)));
    for (const audience of ['network', 'authorities', 'public']) {
      const shared = winter.filter((one) => 'report' in one && one.report.shareWith === audience);
      expect([audience, shared.length >= 40]).toEqual([audience, true]);
      const sizes = [...Map.groupBy(shared, ({ organisation }) => organisation).values()];
      expect(sizes.length).toBeGreaterThanOrEqual(3);
      expect(Math.max(...sizes.map(({ length }) => length)) / shared.length).toBeLessThan(0.5);
    }
  });

  it('use codes of the code book', () => {
    for (const [type] of region.TYPES) expect(codeById('incidentType', type), type).toBeDefined();
    for (const [perpetrator] of region.PERPETRATORS)
      expect(codeById('perpetrator', perpetrator), perpetrator).toBeDefined();
    for (const [method] of region.METHODS) expect(codeById('smugglingMethod', method), method).toBeDefined();
    for (const [service] of region.SERVICES)
      expect(service === 'none' || codeById('service', service), service).toBeTruthy();
    for (const [outcome] of region.OUTCOMES)
      expect(codeById('serviceOutcome', outcome), outcome).toBeDefined();
    for (const [audience] of [...region.SHARE_WITH, ...region.EXAMPLE_SHARE_WITH])
      expect(codeById('shareWith', audience), audience).toBeDefined();
  });
});

const dayOf = (date: string): number => dayOfIsoDate(date) ?? Number.NaN;
