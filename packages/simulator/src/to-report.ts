import { Report } from '@waylight/contracts/intake';
import { regionOfCountry } from '@waylight/taxonomy';
import * as region from './region-weights.ts';
import type { ReportContent } from './report-content.ts';

/**
 * Builds a report from its content. A node codes the report back to the same content. It describes one person, so that the node
 * counts one victim if the number is not stated.
 */
export function toReport(reportId: string, content: ReportContent): Report {
  const { occurredOn, country, area, segment, type, perpetrator, method, personGroup, shareWith } = content;
  const { victims = 1, service, serviceOutcome } = content;
  const person = {
    ...(PERSONS[personGroup] ?? {}),
    originCountry: ORIGINS.get(content.originRegion) ?? '',
  };
  return Report.fromPartial({
    reportId,
    layer: 'reports',
    occurredOn,
    country,
    segment,
    shareWith,
    ...(area === 'unknown' ? {} : { area }),
    types: [type],
    ...(type === 'missing-person'
      ? { counts: { missing: victims }, causes: ['unknown'] }
      : { counts: { persons: victims } }),
    services: service === 'none' ? [] : [{ service, outcome: serviceOutcome }],
    perpetrators: [perpetrator],
    smugglingMethods: [method],
    persons: [person],
  });
}

/** For each person group, a person that a node assigns to this group. */
const PERSONS: Readonly<Record<string, { sex?: string; ageBand?: string; flags?: string[] }>> = {
  man: { sex: 'male', ageBand: '30-59' },
  woman: { sex: 'female', ageBand: '18-29' },
  'unaccompanied-or-separated-child': { sex: 'male', ageBand: '12-17', flags: ['unaccompanied'] },
  'other-child': { sex: 'female', ageBand: '0-11' },
};

/** For each region of origin, one of its countries. */
const ORIGINS: ReadonlyMap<string, string> = new Map(
  region.ORIGINS.map(([country]) => [regionOfCountry(country), country]),
);
