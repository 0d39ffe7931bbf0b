import type { Registry } from '@waylight/access';
import { type DaySpan, periodDays } from '@waylight/calendar';
import { DEFAULT_RELEASE_PLAN, dimensionsOf, type ReleasePlan } from '@waylight/disclosure-control';
import { prepareReport } from '@waylight/intake';
import { csv } from '@waylight/presentation';
import type { SimulatedReport } from '@waylight/simulator';
import type { CountedEvent } from '@waylight/trends';
import { simulatedActivity } from '../simulated-activity.ts';
import { simulatedReports } from '../simulated-reports.ts';
import type { SimulationArguments } from './arguments.ts';
import { exactCounts } from './exact-counts.ts';
import { describeSimulation } from './readme.ts';

export type Simulation = {
  /** Number of reports. */
  readonly reports: number;
  /** Content of each file by its name. */
  readonly files: Readonly<Record<string, string>>;
};

/** Creates simulated records and their exact counts for the tables of the shipped plan. Pure. */
export function createSimulation(
  { months, seed }: Pick<SimulationArguments, 'months' | 'seed'>,
  registry: Registry,
): Simulation {
  const { fromDay } = periodDays('month', months.firstMonth);
  const { toDay } = periodDays('month', months.lastMonth);
  const reports = simulatedReports(months, registry, seed);
  const events = reports.map((report) => eventOf(report, registry, toDay));
  return {
    reports: reports.length,
    files: {
      'README.txt': describeSimulation({ months, seed, fromDay, toDay, reports: reports.length }),
      'reports.jsonl': jsonLines(reports),
      'activities.jsonl': jsonLines(simulatedActivity(months, registry, seed)),
      'counts.csv': countsCsv(DEFAULT_RELEASE_PLAN, { fromDay, toDay }, events),
    },
  };
}

/** The event of a report that a node receives on a day. */
function eventOf(
  { organisation, report }: SimulatedReport,
  registry: Registry,
  receivedDay: number,
): CountedEvent {
  const prepared = prepareReport(report, {
    today: receivedDay,
    pseudonymisation: { matchKeys: () => [] },
    digest: () => '',
  });
  const number = registry.findById(organisation)?.number;
  if (prepared.kind === 'refused' || number === undefined)
    throw new TypeError(`a node would refuse the simulated report ${report.reportId}`);
  const { layer, incident } = prepared.report;
  return {
    revision: 1,
    firstReceivedDay: receivedDay,
    organisation: number,
    layer,
    change: { $case: 'incident', value: incident },
  };
}

function countsCsv(plan: ReleasePlan, span: DaySpan, events: readonly CountedEvent[]): string {
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
