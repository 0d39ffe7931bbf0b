import type { Registry } from '@waylight/access';
import { type DaySpan, isoDay, periodDays } from '@waylight/calendar';
import { DEFAULT_RELEASE_PLAN, dimensionsOf, type ReleasePlan } from '@waylight/disclosure-control';
import { prepareReport } from '@waylight/intake';
import { csv } from '@waylight/presentation';
import type { SimulatedEntry } from '@waylight/simulator';
import type { CountedEvent } from '@waylight/trends';
import { simulatedActivity } from '../simulated-activity.ts';
import { simulatedReports } from '../simulated-reports.ts';
import type { SimulationArguments } from './arguments.ts';
import { exactCounts, type ReceivedEvent } from './exact-counts.ts';
import { describeSimulation } from './readme.ts';

export type Simulation = {
  /** Number of reports, including those that are retracted later. */
  readonly reports: number;
  /** Content of each file by its name. */
  readonly files: Readonly<Record<string, string>>;
};

/** Days after the last month in which its longest period, a year, still counts reports. */
const CLOSING_DAYS = Math.max(...DEFAULT_RELEASE_PLAN.tables.map(({ closesAfterDays }) => closesAfterDays));

/** Creates simulated records and their exact counts for the tables of the shipped plan. Pure. */
export function createSimulation(
  { months, seed }: Pick<SimulationArguments, 'months' | 'seed'>,
  registry: Registry,
): Simulation {
  const { fromDay } = periodDays('month', months.firstMonth);
  const { toDay } = periodDays('month', months.lastMonth);
  const lastDay = toDay + CLOSING_DAYS;
  const entries = simulatedReports(months, registry, { seed, lastDay }).filter(({ day }) => day <= lastDay);
  const reports = entries.filter(({ kind }) => kind === 'submitted').length;
  return {
    reports,
    files: {
      'README.txt': describeSimulation({ months, seed, fromDay, toDay, lastDay, reports }),
      'reports.jsonl': jsonLines(entries.map(withDate)),
      'activities.jsonl': jsonLines(
        simulatedActivity(months, registry, { seed, lastDay: toDay }).map(withDate),
      ),
      'counts.csv': countsCsv(DEFAULT_RELEASE_PLAN, { fromDay, toDay }, eventsOf(entries, registry)),
    },
  };
}

/** A record with its day of receipt as a date. */
const withDate = <T extends { readonly day: number }>({ day, ...record }: T) => ({
  receivedOn: isoDay(day),
  ...record,
});

/** The events of all entries, in order of receipt. */
export function eventsOf(entries: readonly SimulatedEntry[], registry: Registry): ReceivedEvent[] {
  const first = new Map<string, SimulatedEntry>();
  return entries.map((entry) => {
    const { day, node, reportId } = entry;
    const report = `${node} ${reportId}`;
    if (!first.has(report)) first.set(report, entry);
    const firstReceivedDay = first.get(report)?.day ?? day;
    return {
      day,
      report,
      event: entry.kind === 'retracted' ? undefined : eventOf(entry, registry, firstReceivedDay),
    };
  });
}

/** The event of a report's content that a node receives on the entry's day. */
function eventOf(
  { day, organisation, report }: Exclude<SimulatedEntry, { kind: 'retracted' }>,
  registry: Registry,
  firstReceivedDay: number,
): CountedEvent {
  const prepared = prepareReport(report, {
    today: day,
    digest: () => '',
  });
  const number = registry.findById(organisation)?.number;
  if (prepared.kind === 'refused' || number === undefined)
    throw new TypeError(`a node would refuse the simulated report ${report.reportId}`);
  const { layer, incident } = prepared.report;
  return {
    revision: 1,
    firstReceivedDay,
    organisation: number,
    layer,
    change: { $case: 'incident', value: incident },
  };
}

function countsCsv(plan: ReleasePlan, span: DaySpan, events: readonly ReceivedEvent[]): string {
  const dimensions = [...new Set(plan.tables.flatMap(dimensionsOf))];
  return csv(
    ['release', 'table', 'period', 'audience', ...dimensions, 'incidents', 'victims'],
    exactCounts(plan, span, events).map(
      ({ release, table, period, audience, coords, incidents, victims }) => [
        ...[release, table, period, audience],
        ...dimensions.map((dimension) => coords[dimension]),
        ...[incidents, victims],
      ],
    ),
  );
}

/** JSON Lines: one record on each line, without empty fields. */
function jsonLines(records: readonly object[]): string {
  const line = (record: object): string =>
    JSON.stringify(record, (name, value: unknown) =>
      name === '_unknownFields' || value === '' || (Array.isArray(value) && value.length === 0)
        ? undefined
        : value,
    );
  return records.map((record) => `${line(record)}\n`).join('');
}
