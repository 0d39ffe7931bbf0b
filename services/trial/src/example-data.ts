import { join } from 'node:path';
import process from 'node:process';
import type { Registry } from '@waylight/access';
import { dayOfInstant, periodDays } from '@waylight/calendar';
import { duePeriods, parseReleasePlan } from '@waylight/disclosure-control';
import { loadMapping, runImport } from '@waylight/import';
import { startProgress } from '@waylight/import/progress';
import { readJsonFile } from '@waylight/service-kit';
import type { ExampleClock } from './example-clock.ts';
import type { ExampleDays, ExampleLoading } from './example-loading.ts';
import type { ExampleMonths } from './example-months.ts';
import { createExampleSenders, type Delivery } from './example-senders.ts';
import type { Layout } from './layout.ts';
import type { Region } from './region.ts';
import { type RunningTrial, withClientsOf } from './region-clients.ts';
import { simulatedActivity } from './simulated-activity.ts';
import { simulatedReports } from './simulated-reports.ts';
import type { RegionState } from './state.ts';
import { waitUntilShown } from './wait-until-shown.ts';

const PUBLIC_RECORD = join(
  import.meta.dirname,
  ...['..', '..', '..', 'examples', 'data', 'missing-migrants-western-balkans.csv'],
);

export type ExampleData = RunningTrial & {
  readonly registry: Registry;
  readonly example: NonNullable<RegionState['example']>;
  readonly clock: ExampleClock;
  readonly region: Pick<Region, 'freezeDuePeriods' | 'closeDuePeriods'>;
  readonly loading: Pick<ExampleLoading, 'current' | 'releasedUntil'>;
};

/** The days of the example data, if it is loaded now. */
export const exampleDays = ({ firstMonth }: ExampleMonths): ExampleDays => ({
  firstDay: periodDays('month', firstMonth).fromDay,
  lastDay: dayOfInstant(Date.now()),
});

/**
 * Loads the example data through the six nodes: simulated reports and records of activity, each on its day of receipt, then the
 * public record by the shipped mapping. On the closing day of each month, quarter and year, aggregation freezes what it has
 * counted by then, and publishes it while the next reports are sent. A second run finishes an interrupted load.
 */
export async function loadExampleData(data: ExampleData): Promise<void> {
  const today = dayOfInstant(Date.now());
  const deliveries = exampleDeliveries(data, today - 1);
  const closingDays = await readClosingDays(data.layout, today);
  const senders = createExampleSenders(data, deliveries);
  const bar = await startProgress(
    process.stderr,
    'Weeks of the example data',
    data.loading.current()?.ofWeeks ?? 0,
    () => data.loading.current()?.secondsLeft ?? 0,
  );
  const showReleased = (day: number): void => {
    data.loading.releasedUntil(day);
    bar.update(data.loading.current()?.weeks ?? 0);
  };
  let closing: Promise<void> = Promise.resolve();
  try {
    for (const [n, until] of [...closingDays, today].entries()) {
      const after = closingDays[n - 1] ?? Number.NEGATIVE_INFINITY;
      const due = deliveries.filter(({ day }) => day > after && day <= until);
      for (const [day, received] of Map.groupBy(due, (one) => one.day)) {
        data.clock.receiveOn(day);
        await Promise.all(received.map(senders.send));
      }
      await senders.waitUntilLogged();
      // A period is due from the day after its closing day.
      data.clock.closeOn(Math.min(until + 1, today));
      await data.region.freezeDuePeriods(data.signal);
      await closing;
      if (n > 0) showReleased(after);
      closing = data.region.closeDuePeriods(data.signal);
      // The error is thrown where `closing` is awaited.
      closing.catch(() => undefined);
    }
    // The last periods are audited by another process meanwhile.
    data.clock.end();
    const incidents = await loadPublicRecord(data);
    await senders.waitUntilCounted();
    await closing;
    showReleased(today);
    await waitUntilShown(data, incidents);
  } finally {
    data.clock.end();
    senders.close();
    bar.stop();
  }
}

/** Everything that organisations have sent until the end of a day, in order of receipt. */
function exampleDeliveries({ example, registry }: ExampleData, lastDay: number): readonly Delivery[] {
  const options = { seed: example.seed, lastDay };
  return [...simulatedReports(example, registry, options), ...simulatedActivity(example, registry, options)]
    .filter(({ day }) => day <= lastDay)
    .sort((a, b) => a.day - b.day);
}

/**
 * The days on which months, quarters and years close, before `today`. The weeks that are due then close too: they count by day
 * of receipt, so later reports do not change them.
 */
async function readClosingDays({ plan: file }: Layout, today: number): Promise<readonly number[]> {
  const { plan } = await readJsonFile({ variable: '--data', file }, parseReleasePlan);
  const due = duePeriods(plan, today, new Set()).filter(({ table }) => table.period !== 'week');
  return [...new Set(due.map(({ closesOn }) => closesOn))];
}

/** Imports the public record, and returns its number of incidents. */
async function loadPublicRecord(trial: RunningTrial): Promise<number> {
  const mapping = loadMapping('missing-migrants');
  const { refusals, rows } = await withClientsOf(mapping.as ?? 'DRC', trial, ({ intake }) =>
    runImport({ file: PUBLIC_RECORD, mapping, nodes: intake, signal: trial.signal }),
  );
  if (refusals.length > 0)
    throw new Error(
      `${refusals.length} of the ${rows} rows of the public record were refused: ${refusals[0]?.reason}`,
    );
  return rows;
}
