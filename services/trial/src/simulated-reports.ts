import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Registry } from '@waylight/access';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import {
  IntakeServiceClient,
  type SubmitReportsRequest,
  type SubmitReportsResponse,
} from '@waylight/contracts/intake';
import { nextReleasePeriod, releaseMonthDays } from '@waylight/disclosure-control';
import { clientCredentials, readCredential } from '@waylight/service-kit';
import { type SimulatedReport, simulateYear } from '@waylight/simulator';
import { type ExampleMonths, MONTHS_OF_YEAR } from './example-year.ts';
import { type Layout, PORTS } from './layout.ts';

const REPORTS_OF_YEAR = 1_500;
/** How long one organisation's reports may take; a report that was taken before is not taken again. */
const STREAM_TIMEOUT_MS = 120_000;

/** The reports of the example year: the same for the same months and seed, whoever makes them. */
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
    firstDay: releaseMonthDays(example.firstMonth).fromDay,
    lastDay: releaseMonthDays(example.lastMonth).toDay,
    reports: Math.round((REPORTS_OF_YEAR * monthsOf(example)) / MONTHS_OF_YEAR),
    organisations: Object.fromEntries(
      NODE_COUNTRIES.map((country) => [country, reportingTo(country)]),
    ) as Record<NodeCountry, string[]>,
    importId: `simulated-${example.lastMonth}`,
  }).reports;
}

function monthsOf({ firstMonth, lastMonth }: ExampleMonths): number {
  let months = 1;
  for (let month = firstMonth; month < lastMonth; months += 1) month = nextReleasePeriod('month', month);
  return months;
}

/** Sends them over gRPC as the organisations that they are of. Sending them again changes nothing. */
export async function sendSimulatedReports(
  reports: readonly SimulatedReport[],
  { layout, portOffset }: { readonly layout: Layout; readonly portOffset: number },
  onSent: () => void,
  signal: AbortSignal,
): Promise<void> {
  const ca = await readFile(join(layout.certs, 'ca.crt'), 'utf8');
  const batches = Map.groupBy(reports, ({ node, organisation }) => `${node} ${organisation}`);
  for (const batch of batches.values()) {
    const [first] = batch;
    if (first === undefined) continue;
    const credential = await readCredential(layout.organisations, first.organisation);
    const client = new IntakeServiceClient(
      `localhost:${PORTS.intake[first.node] + portOffset}`,
      clientCredentials({ ca, ...credential }),
    );
    try {
      await sendAll(client, batch, onSent, signal);
    } finally {
      client.close();
    }
  }
}

function sendAll(
  client: IntakeServiceClient,
  batch: readonly SimulatedReport[],
  onSent: () => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = client.submitReports({ deadline: Date.now() + STREAM_TIMEOUT_MS });
    const stop = () => stream.cancel();
    signal.addEventListener('abort', stop, { once: true });
    stream.on('data', (response: SubmitReportsResponse) => {
      if (response.result?.$case === 'refused')
        reject(new Error(`a simulated report was refused: ${response.result.value.message}`));
      onSent();
    });
    stream.on('error', reject);
    stream.on('end', resolve);
    stream.on('close', () => signal.removeEventListener('abort', stop));
    batch.forEach(({ report }, ordinal) => {
      const request: SubmitReportsRequest = {
        ordinal: BigInt(ordinal),
        operation: { $case: 'submit', value: { report, validateOnly: false } },
      };
      stream.write(request);
    });
    stream.end();
  });
}
