import { dateOf, isoDay } from '@waylight/calendar';
import type { NodeCountry } from '@waylight/contracts';
import { Report } from '@waylight/contracts/intake';
import { createRandom, DETAILS_SEED_OFFSET, type Random } from './random.ts';
import * as region from './region-weights.ts';

/** A report from a simulated organisation to a node. */
export type SimulatedReport = {
  readonly node: NodeCountry;
  /** The organisation's id in the registry. */
  readonly organisation: string;
  readonly report: Report;
};

/** The true incident behind a report, with which counts can be compared. */
export type SimulatedIncident = {
  readonly day: number;
  readonly country: string;
  readonly type: string;
  readonly shareWith: string;
  readonly victims: number;
};

export type SimulatedYear = {
  readonly reports: readonly SimulatedReport[];
  readonly truth: readonly SimulatedIncident[];
};

/** The prefix of simulated report ids. Other ids must not have it. */
export const SIMULATED_PREFIX = 'sim-';

/**
 * Simulates a year of reports. The same arguments give the same reports, byte for byte. `organisations` lists the ids that
 * report to a node. Days count from 1970-01-01 and are inclusive.
 */
export function simulateYear(arguments_: {
  readonly seed: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly reports: number;
  readonly organisations: Readonly<Record<NodeCountry, readonly string[]>>;
  /** The import id of all reports, by which they can be found and undone. */
  readonly importId: string;
}): SimulatedYear {
  const { seed, firstDay, lastDay, organisations, importId } = arguments_;
  const random = createRandom(seed);
  const details = createRandom(seed + DETAILS_SEED_OFFSET);
  const days = Array.from({ length: lastDay - firstDay + 1 }, (_, i) => {
    const { month } = dateOf(firstDay + i);
    return [firstDay + i, region.SEASON[month - 1] ?? 1] as const;
  });
  const drawn = Array.from({ length: arguments_.reports }, (_, i) => {
    const node = random.pick(region.NODES);
    const organisation = organisations[node][random.integer(0, organisations[node].length - 1)];
    if (organisation === undefined) throw new RangeError(`no organisation reports to ${node}`);
    const day = random.pick(days);
    const report = simulateReport(random, node, day, `${SIMULATED_PREFIX}${String(i + 1).padStart(5, '0')}`);
    return { node, organisation, day, report: { ...addDetails(details, report), importId } };
  });
  return {
    reports: drawn.map(({ node, organisation, report }) => ({ node, organisation, report })),
    truth: drawn.map(({ day, report }) => ({
      day,
      country: report.country,
      type: report.types[0] ?? 'unknown',
      shareWith: report.shareWith,
      victims: report.counts?.missing ?? report.counts?.persons ?? report.persons.length,
    })),
  };
}

function simulateReport(random: Random, node: NodeCountry, day: number, reportId: string): Report {
  const place = random.pick(region.PLACES[node]);
  const type = random.pick(region.TYPES);
  const missing = type === 'missing-person';
  const size = random.pick([
    [1, 60],
    [2, 18],
    [3, 10],
    [5, 8],
    [9, 4],
  ] as const);
  return Report.fromPartial({
    reportId,
    layer: 'reports',
    occurredOn: isoDay(day),
    country: place.country,
    segment: place.segment ?? 'not-at-border',
    types: [type],
    perpetrators: [random.pick(region.PERPETRATORS)],
    smugglingMethods: [random.pick(region.METHODS)],
    ...(missing ? { counts: { missing: size }, causes: ['unknown'] } : {}),
    persons: Array.from({ length: size }, () => ({
      ...random.pick(region.PERSONS),
      originCountry: random.pick(region.ORIGINS),
    })),
    information: { source: random.chance(0.7) ? 'victim' : 'witness', reliability: 'B', credibility: '2' },
    shareWith: random.pick(region.SHARE_WITH),
  });
}

/** Adds fields that a later version introduced: services, and persons without their own description. */
function addDetails(details: Random, report: Report): Report {
  const service = details.pick(region.SERVICES);
  const outcome = details.pick(region.OUTCOMES);
  const undescribed = details.pick(region.UNDESCRIBED_PERSONS);
  return Report.fromPartial({
    ...report,
    services: service === 'none' ? [] : [{ service, outcome }],
    ...(undescribed === 0 || report.counts !== undefined
      ? {}
      : { counts: { persons: report.persons.length + undescribed } }),
  });
}
