import { type DaySpan, dateOf } from '@waylight/calendar';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { addMistake, drawLifecycle } from './lifecycle.ts';
import { createRandom, DETAILS_SEED_OFFSET, type Random } from './random.ts';
import * as region from './region-weights.ts';
import { drawReportContent, type ReportContent } from './report-content.ts';
import { SIMULATED_PREFIX } from './simulate-reports.ts';
import * as shape from './years-weights.ts';

/** A submission, revision or retraction on a day. */
export type JournalEntry = {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly reportId: string;
  readonly organisation: string;
} & (
  | { readonly kind: 'submitted' | 'revised'; readonly content: ReportContent }
  | { readonly kind: 'retracted' }
);

/** The true incident behind a report. Retracted reports have none. */
export type TrueIncident = {
  readonly reportId: string;
  readonly day: number;
  readonly country: string;
  readonly type: string;
};

export type SimulatedYears = {
  /** Sorted by day, then by report id. */
  readonly journal: readonly JournalEntry[];
  readonly truth: readonly TrueIncident[];
};

/**
 * Simulates several years of reports in order of arrival, with delays, corrections, retractions and changes from year to year. The
 * same arguments give the same journal. `years` contains the first and last day of each year, in order. A year has
 * `reportsPerYear` reports on average, because the weights of countries and types change every year.
 */
export function simulateYears(arguments_: {
  readonly seed: number;
  readonly years: readonly DaySpan[];
  readonly reportsPerYear: number;
}): SimulatedYears {
  const { seed, years, reportsPerYear } = arguments_;
  const random = createRandom(seed);
  const details = createRandom(seed + DETAILS_SEED_OFFSET);
  const strata = strataOf(random, years.length);
  const days = years.map(({ fromDay, toDay }) =>
    Array.from({ length: toDay - fromDay + 1 }, (_, i) => {
      const { month } = dateOf(fromDay + i);
      return [fromDay + i, region.SEASON[month - 1] ?? 1] as const;
    }),
  );
  const journal: JournalEntry[] = [];
  const truth: TrueIncident[] = [];
  for (let n = 1; n <= reportsPerYear * years.length; n++) {
    const { node, type, year } = random.pick(strata);
    const day = random.pick(days[year] ?? []);
    const reportId = `${SIMULATED_PREFIX}${String(n).padStart(6, '0')}`;
    const content = drawReportContent({ random, details }, { node, type, day });
    const entries = drawLifecycle(random, { day, content }, () => addMistake(random, { node, day, content }));
    const organisation = random.pick(ORGANISATIONS_OF[node]);
    for (const entry of entries) journal.push({ ...entry, reportId, organisation });
    if (entries.at(-1)?.kind !== 'retracted') truth.push({ reportId, day, country: content.country, type });
  }
  // The sort is stable: entries of one report and day keep their order.
  journal.sort((a, b) => a.day - b.day || (a.reportId < b.reportId ? -1 : Number(a.reportId > b.reportId)));
  return { journal, truth };
}

type Stratum = { readonly node: NodeCountry; readonly type: string; readonly year: number };

/**
 * Returns weights by node, type and year. They are the weights of the year before, multiplied by a change for the country and a
 * change for the type.
 */
function strataOf(random: Random, years: number): [Stratum, number][] {
  const drawWeights = <T>(weighted: readonly (readonly [T, number])[]) =>
    weighted.map(([value, first]) => {
      const weights = [first];
      while (weights.length < years) weights.push((weights.at(-1) ?? 0) * random.pick(shape.CHANGES));
      return { value, weights };
    });
  const nodes = drawWeights(region.NODES);
  const types = drawWeights(region.TYPES);
  return Array.from({ length: years }, (_, year) => year).flatMap((year) =>
    nodes.flatMap((node) =>
      types.map((type): [Stratum, number] => [
        { node: node.value, type: type.value, year },
        (node.weights[year] ?? 0) * (type.weights[year] ?? 0),
      ]),
    ),
  );
}

/** Weights of a node's organisations fall as 1, 1/2, 1/3, …: one or two send most reports, the last very few. */
const ORGANISATIONS_OF = Object.fromEntries(
  NODE_COUNTRIES.map((node) => [
    node,
    Array.from(
      { length: shape.ORGANISATIONS[node] },
      (_, n) => [`${node.toLowerCase()}-${n + 1}`, 1 / (n + 1)] as const,
    ),
  ]),
) as unknown as Readonly<Record<NodeCountry, readonly (readonly [string, number])[]>>;
