import { dateOf, isoDay, isoMonth, periodDays, periodsOverlapping } from '@waylight/calendar';
import type { NodeCountry } from '@waylight/contracts';
import { Report } from '@waylight/contracts/intake';
import { drawLifecycle, type LifecycleStep, MAX_DATE_ERROR_DAYS } from './lifecycle.ts';
import { createMonthRandom, type Random } from './random.ts';
import * as region from './region-weights.ts';
import * as shape from './years-weights.ts';

/** A submission, revision or retraction that a node receives on a day. */
export type SimulatedEntry = {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly node: NodeCountry;
  /** The organisation's id in the registry. */
  readonly organisation: string;
  readonly reportId: string;
} & ({ readonly kind: 'submitted' | 'revised'; readonly report: Report } | { readonly kind: 'retracted' });

/** A country whose organisations fall silent with a month such as "2025-03". */
export type SilentCountry = { readonly country: NodeCountry; readonly from: string };

/** The prefix of simulated report ids. Other ids must not have it. */
export const SIMULATED_PREFIX = 'sim-';

const DAYS_OF_YEAR = 365;
/** Share of its reports that a silent country still sends. */
const SILENT_RATE = 0.1;

/**
 * Simulates the reports about incidents of a span of days: most arrive within days, some months later, and some are corrected
 * or retracted. Sorted by day of receipt, then by report id. The same arguments give the same reports, byte for byte. Another
 * span gives the same reports for the days that both contain. `organisations` lists the ids that report to a node.
 */
export function simulateReports(arguments_: {
  readonly seed: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly reportsPerYear: number;
  readonly organisations: Readonly<Record<NodeCountry, readonly string[]>>;
  readonly silent: SilentCountry;
  /** The import id of all reports, by which they can be found and undone. */
  readonly importId: string;
}): readonly SimulatedEntry[] {
  const { firstDay, lastDay } = arguments_;
  const months = periodsOverlapping('month', { fromDay: firstDay, toDay: lastDay });
  return months
    .flatMap((month) => simulateMonth(month, arguments_))
    .filter(({ incidentDay }) => incidentDay >= firstDay && incidentDay <= lastDay)
    .flatMap(({ entries }) => entries)
    .sort((a, b) => a.day - b.day || (a.reportId < b.reportId ? -1 : Number(a.reportId > b.reportId)));
}

type Lifecycle = { readonly incidentDay: number; readonly entries: readonly SimulatedEntry[] };

/** All incidents of a whole month, from a random stream of its own. */
function simulateMonth(
  month: string,
  { seed, reportsPerYear, organisations, silent, importId }: Parameters<typeof simulateReports>[0],
): Lifecycle[] {
  const random = createMonthRandom(seed, month);
  const { fromDay, toDay } = periodDays('month', month);
  const silentFrom = periodDays('month', silent.from).fromDay;
  const found: Lifecycle[] = [];
  let n = 0;
  for (let day = fromDay; day <= toDay; day++) {
    const season = region.SEASON[dateOf(day).month - 1] ?? 1;
    for (let left = drawPoisson(random, (reportsPerYear / DAYS_OF_YEAR) * season); left > 0; left--) {
      const node = random.pick(region.NODES);
      const organisation = organisations[node][random.integer(0, organisations[node].length - 1)];
      if (organisation === undefined) throw new RangeError(`no organisation reports to ${node}`);
      n += 1;
      const reportId = `${SIMULATED_PREFIX}${isoMonth(day)}-${String(n).padStart(3, '0')}`;
      const report = Report.fromPartial({ ...drawReport(random, node, day), reportId, importId });
      const steps = drawLifecycle(random, { day, content: report }, () =>
        addMistake(random, { node, day }, report),
      );
      const isSentInSilence = random.chance(SILENT_RATE);
      const isSilent = node === silent.country && (steps[0]?.day ?? day) >= silentFrom;
      if (isSilent && !isSentInSilence) continue;
      const of = { node, organisation, reportId };
      found.push({ incidentDay: day, entries: atSendingDays(steps).map((step) => ({ ...of, ...step })) });
    }
  }
  return found;
}

/** The next Tuesday or Friday: organisations send twice a week. */
export function nextSendingDay(day: number): number {
  // 1970-01-01 was a Thursday.
  const sinceTuesday = (day + 2) % 7;
  return day + ((sinceTuesday <= 0 ? 0 : sinceTuesday <= 3 ? 3 : 7) - sinceTuesday);
}

/** Moves the steps of a report to sending days, no two to the same one. */
function atSendingDays(steps: readonly LifecycleStep<Report>[]) {
  let last = Number.NEGATIVE_INFINITY;
  return steps.map((step) => {
    const day = nextSendingDay(Math.max(step.day, last + 1));
    last = day;
    return step.kind === 'retracted'
      ? { day, kind: step.kind }
      : { day, kind: step.kind, report: step.content };
  });
}

/** D. E. Knuth, The Art of Computer Programming, volume 2, section 3.4.1: a Poisson deviate by multiplication. */
function drawPoisson(random: Random, mean: number): number {
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = random.uniform(); product > least; product *= random.uniform()) count += 1;
  return count;
}

type ReportInput = Parameters<typeof Report.fromPartial>[0];

function drawReport(random: Random, node: NodeCountry, day: number): ReportInput {
  const type = random.pick(region.TYPES);
  const size = random.pick(region.GROUP_SIZES);
  const service = random.pick(region.SERVICES);
  const outcome = random.pick(region.OUTCOMES);
  const undescribed = random.pick(region.UNDESCRIBED_PERSONS);
  return {
    layer: 'reports',
    occurredOn: isoDay(day),
    ...drawPlace(random, node),
    types: [type],
    perpetrators: [random.pick(region.PERPETRATORS)],
    smugglingMethods: [random.pick(region.METHODS)],
    ...countsOf(type, size, undescribed),
    persons: Array.from({ length: size }, () => ({
      ...random.pick(region.PERSONS),
      originCountry: random.pick(region.ORIGINS),
    })),
    services: service === 'none' ? [] : [{ service, outcome }],
    information: { source: random.chance(0.7) ? 'victim' : 'witness', reliability: 'B', credibility: '2' },
    shareWith: random.pick(region.EXAMPLE_SHARE_WITH),
  };
}

const MISSING = 'missing-person';

function countsOf(type: string, size: number, undescribed: number): ReportInput {
  if (type === MISSING) return { counts: { missing: size }, causes: ['unknown'] };
  return undescribed === 0 ? {} : { counts: { persons: size + undescribed } };
}

function drawPlace(random: Random, node: NodeCountry): { country: string; segment: string } {
  const { country, segment = 'not-at-border' } = random.pick(region.PLACES[node]);
  return { country, segment };
}

/** Audience of reports that are not shared yet. Organisations often share a report only after a review. */
const UNSHARED = 'organisation';

/** Changes one field of a report. The draw may give the same value, because real corrections sometimes change nothing. */
function addMistake(
  random: Random,
  { node, day }: { readonly node: NodeCountry; readonly day: number },
  report: Report,
): Report {
  const field = random.pick(shape.REVISIONS);
  switch (field) {
    case 'type': {
      const type = random.pick(region.TYPES);
      // A missing person has other counts, so such a report has no wrong type.
      return [type, ...report.types].includes(MISSING) ? report : { ...report, types: [type] };
    }
    case 'place':
      return { ...report, ...drawPlace(random, node) };
    case 'date':
      return { ...report, occurredOn: isoDay(day - random.integer(0, MAX_DATE_ERROR_DAYS)) };
    case 'audience':
      return { ...report, shareWith: UNSHARED };
    default:
      return field satisfies never;
  }
}
