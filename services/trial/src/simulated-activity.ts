import type { Registry } from '@waylight/access';
import { nextPeriod } from '@waylight/calendar';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { type ActivityReceipt, ReceiptState } from '@waylight/contracts/intake';
import { type SimulatedActivity, simulateActivity } from '@waylight/simulator';
import type { ExampleMonths } from './example-year.ts';
import { type RunningTrial, waitUntil, withClientsOf } from './region-clients.ts';

const DEADLINE_MS = 120_000;
/** A country without activity in the last month, as an example for analysts. */
const SILENT: NodeCountry = 'ME';

/** Records of activity for the example months. The same months and seed give the same records. */
export function simulatedActivity(
  { firstMonth, lastMonth }: ExampleMonths,
  registry: Registry,
  seed: number,
): readonly SimulatedActivity[] {
  const months = [firstMonth];
  for (let month = firstMonth; month !== lastMonth; months.push(month)) month = nextPeriod('month', month);
  const reportingTo = (country: NodeCountry) =>
    registry.organisations
      .filter(({ status, countries }) => status === 'active' && countries.includes(country))
      .map(({ id }) => id);
  return simulateActivity({
    seed: seed + 1,
    months,
    silent: { country: SILENT, month: lastMonth },
    organisations: Object.fromEntries(
      NODE_COUNTRIES.map((country) => [country, reportingTo(country)]),
    ) as Record<NodeCountry, string[]>,
  });
}

/**
 * Sends records of activity as their organisations, and waits until all records are on the log. If a month closed earlier,
 * the organisations would count as silent. Sending the records again changes nothing.
 */
export async function sendSimulatedActivity(
  activities: readonly SimulatedActivity[],
  trial: RunningTrial,
): Promise<void> {
  const signal = AbortSignal.any([trial.signal, AbortSignal.timeout(DEADLINE_MS)]);
  const batches = Map.groupBy(activities, ({ node, organisation }) => `${node} ${organisation}`);
  for (const batch of batches.values()) {
    const [first] = batch;
    if (first === undefined) continue;
    await withClientsOf(first.organisation, { ...trial, signal }, async ({ intake }) => {
      const calls = await intake(first.node);
      await waitUntil(signal, async () => {
        const sent = batch.map(({ activity }) => calls.submitActivity({ activity, validateOnly: false }));
        return (await Promise.all(sent)).every(({ receipt }) => isLogged(receipt));
      });
    });
  }
}

const isLogged = (receipt: ActivityReceipt | undefined): boolean =>
  (receipt?.state ?? ReceiptState.ACCEPTED) >= ReceiptState.LOGGED;
