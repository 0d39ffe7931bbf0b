import type { Registry } from '@waylight/access';
import { nextPeriod, periodDays } from '@waylight/calendar';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import type { SubmitReportsRequest } from '@waylight/contracts/intake';
import { type SimulatedReport, simulateYear } from '@waylight/simulator';
import { type ExampleMonths, MONTHS_OF_YEAR } from './example-year.ts';
import { type RunningTrial, withClientsOf } from './region-clients.ts';

const REPORTS_OF_YEAR = 1_500;
/** Maximum time between two responses of a node while an organisation's reports are sent. */
const STREAM_TIMEOUT_MS = 120_000;

/** Reports for the example months. The same months and seed give the same reports. */
export function simulatedReports(
  example: ExampleMonths,
  registry: Registry,
  seed: number,
): readonly SimulatedReport[] {
  const reportingTo = (country: NodeCountry) =>
    registry.organisations
      .filter((o) => o.status === 'active' && o.role !== 'regional' && o.countries.includes(country))
      .map(({ id }) => id);
  return simulateYear({
    seed,
    firstDay: periodDays('month', example.firstMonth).fromDay,
    lastDay: periodDays('month', example.lastMonth).toDay,
    reports: Math.round((REPORTS_OF_YEAR * monthsOf(example)) / MONTHS_OF_YEAR),
    organisations: Object.fromEntries(
      NODE_COUNTRIES.map((country) => [country, reportingTo(country)]),
    ) as Record<NodeCountry, string[]>,
    importId: `simulated-${example.lastMonth}`,
  }).reports;
}

function monthsOf({ firstMonth, lastMonth }: ExampleMonths): number {
  let months = 1;
  for (let month = firstMonth; month < lastMonth; months += 1) month = nextPeriod('month', month);
  return months;
}

/** Sends reports over gRPC as their organisations. Sending the reports again changes nothing. */
export async function sendSimulatedReports(
  reports: readonly SimulatedReport[],
  trial: RunningTrial,
  onSent: () => void,
): Promise<void> {
  const batches = Map.groupBy(reports, ({ node, organisation }) => `${node} ${organisation}`);
  for (const batch of batches.values()) {
    const [first] = batch;
    if (first === undefined) continue;
    await withClientsOf(first.organisation, trial, async ({ intake }) => {
      const { submitReports } = await intake(first.node);
      for await (const { result } of submitReports(requestsOf(batch), { timeoutMs: STREAM_TIMEOUT_MS })) {
        if (result?.$case === 'refused')
          throw new Error(`a simulated report was refused: ${result.value.message}`);
        onSent();
      }
    });
  }
}

async function* requestsOf(batch: readonly SimulatedReport[]): AsyncGenerator<SubmitReportsRequest> {
  for (const [ordinal, { report }] of batch.entries())
    yield {
      ordinal: BigInt(ordinal),
      operation: { $case: 'submit', value: { report, validateOnly: false } },
    };
}
