import type { Registry } from '@waylight/access';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { type ActivityReceipt, ReceiptState } from '@waylight/contracts/intake';
import { nextReleasePeriod } from '@waylight/disclosure-control';
import { type SimulatedActivity, simulateActivity } from '@waylight/simulator';
import type { ExampleData } from './example-data.ts';
import type { ExampleMonths } from './example-year.ts';
import { connectAs, waitUntil } from './wait-until-counted.ts';

const DEADLINE_MS = 120_000;
/** Whose last month nobody speaks of: what an analyst is to find. */
const SILENT: NodeCountry = 'ME';

/** What organisations say of the months of the example year: the same for the same months and seed, whoever makes it. */
export function simulatedActivity(
  { firstMonth, lastMonth }: ExampleMonths,
  registry: Registry,
  seed: number,
): readonly SimulatedActivity[] {
  const months = [firstMonth];
  for (let month = firstMonth; month !== lastMonth; months.push(month))
    month = nextReleasePeriod('month', month);
  const reportingTo = (country: NodeCountry) =>
    registry.organisations
      .filter(({ status, countries }) => status === 'active' && countries.includes(country))
      .map(({ id }) => id);
  return simulateActivity({
    ...{ seed: seed + 1, months, silent: { country: SILENT, month: lastMonth } },
    organisations: Object.fromEntries(
      NODE_COUNTRIES.map((country) => [country, reportingTo(country)]),
    ) as Record<NodeCountry, string[]>,
  });
}

/**
 * Sends it as the organisations that it is of, and waits until all of it is on the log: a month that closes before would say that they
 * were silent. Sending it again changes nothing.
 */
export async function sendSimulatedActivity(
  activities: readonly SimulatedActivity[],
  { layout, portOffset, signal }: Pick<ExampleData, 'layout' | 'portOffset' | 'signal'>,
): Promise<void> {
  const until = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
  const batches = Map.groupBy(activities, ({ node, organisation }) => `${node} ${organisation}`);
  for (const batch of batches.values()) {
    const [first] = batch;
    if (first === undefined) continue;
    const connection = await connectAs(first.organisation, layout.dir, portOffset, until);
    try {
      const intake = await connection.intake(first.node);
      await waitUntil(until, async () => {
        const sent = batch.map(({ activity }) => intake.submitActivity({ activity, validateOnly: false }));
        return (await Promise.all(sent)).every(({ receipt }) => isLogged(receipt));
      });
    } finally {
      connection.close();
    }
  }
}

const isLogged = (receipt: ActivityReceipt | undefined): boolean =>
  (receipt?.state ?? ReceiptState.ACCEPTED) >= ReceiptState.LOGGED;
