import { NODE_COUNTRIES } from '@waylight/contracts';
import { codeById } from '@waylight/taxonomy';
import { describe, expect, it } from 'vitest';
import { SIMULATED_PREFIX, simulateYear } from './index.ts';
import * as region from './region-weights.ts';

const year = (seed: number) =>
  simulateYear({
    seed,
    firstDay: 20_089,
    lastDay: 20_453,
    reports: 1_500,
    organisations: { AL: ['A'], BA: ['B', 'C'], ME: ['D'], MK: ['E'], RS: ['F'], XK: ['G'] },
    importId: 'simulated',
  });

describe('a simulated year', () => {
  it('depends only on the seed', () => {
    expect(year(1)).toEqual(year(1));
    expect(year(1)).not.toEqual(year(2));
  });

  it('has distinct ids with the prefix of simulated reports', () => {
    const ids = year(1).reports.map(({ report }) => report.reportId);
    expect(new Set(ids).size).toBe(1_500);
    for (const id of ids) expect(id.startsWith(SIMULATED_PREFIX)).toBe(true);
  });

  it('reports to every node, within its days, and returns the incidents', () => {
    const { reports, truth } = year(1);
    expect(new Set(reports.map(({ node }) => node))).toEqual(new Set(NODE_COUNTRIES));
    truth.forEach((incident, i) => {
      expect(incident.day).toBeGreaterThanOrEqual(20_089);
      expect(incident.day).toBeLessThanOrEqual(20_453);
      expect(reports[i]?.report).toMatchObject({ country: incident.country, types: [incident.type] });
    });
  });

  it('uses codes of the code book', () => {
    for (const [type] of region.TYPES) expect(codeById('incidentType', type), type).toBeDefined();
    for (const [perpetrator] of region.PERPETRATORS)
      expect(codeById('perpetrator', perpetrator), perpetrator).toBeDefined();
    for (const [method] of region.METHODS) expect(codeById('smugglingMethod', method), method).toBeDefined();
    for (const [service] of region.SERVICES)
      expect(service === 'none' || codeById('service', service), service).toBeTruthy();
    for (const [outcome] of region.OUTCOMES)
      expect(codeById('serviceOutcome', outcome), outcome).toBeDefined();
    for (const [audience] of region.SHARE_WITH)
      expect(codeById('shareWith', audience), audience).toBeDefined();
  });
});
