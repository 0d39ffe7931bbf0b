import { join } from 'node:path';
import process from 'node:process';
import type { Registry } from '@waylight/access';
import { type ImportProgress, loadMapping, runImport } from '@waylight/import';
import { createPhaseProgress, startProgress } from '@waylight/import/progress';
import type { SimulatedReport } from '@waylight/simulator';
import { type RunningTrial, withClientsOf } from './region-clients.ts';
import { sendSimulatedActivity, simulatedActivity } from './simulated-activity.ts';
import { sendSimulatedReports, simulatedReports } from './simulated-reports.ts';
import type { RegionState } from './state.ts';
import { waitUntilCounted, waitUntilShown } from './wait-until-counted.ts';

const PUBLIC_RECORD = join(
  import.meta.dirname,
  ...['..', '..', '..', 'examples', 'data', 'missing-migrants-western-balkans.csv'],
);

export type ExampleData = RunningTrial & {
  readonly registry: Registry;
  readonly example: NonNullable<RegionState['example']>;
};

/**
 * Loads the example data through the six nodes: the public record by the shipped mapping, then simulated reports and
 * records of activity. A second run finishes an interrupted load.
 */
export async function loadExampleData(data: ExampleData): Promise<void> {
  const incidents = await loadPublicRecord(data);
  const reports = simulatedReports(data.example, data.registry, data.example.seed);
  const bar = await startProgress(process.stderr, 'simulated reports', reports.length);
  let sent = 0;
  try {
    await sendSimulatedReports(reports, data, () => bar.update(++sent));
  } finally {
    bar.stop();
  }
  await sendSimulatedActivity(simulatedActivity(data.example, data.registry, data.example.seed), data);
  await waitUntilCounted(data, sendersOf(reports));
  await waitUntilShown(data, incidents);
}

/** Pairs of an organisation and a node to which it reports, each once. */
function sendersOf(reports: readonly SimulatedReport[]) {
  return new Map(
    reports.map(({ node, organisation }) => [`${node} ${organisation}`, { node, organisation }]),
  ).values();
}

/** Imports the public record, and returns its number of incidents. */
async function loadPublicRecord(trial: RunningTrial): Promise<number> {
  const mapping = loadMapping('missing-migrants');
  const bars = createPhaseProgress<ImportProgress['phase']>((phase, total) =>
    startProgress(process.stderr, `public record, ${phase}`, total),
  );
  try {
    const { refusals, rows } = await withClientsOf(mapping.as ?? 'DRC', trial, ({ intake }) =>
      runImport({ file: PUBLIC_RECORD, mapping, nodes: intake, signal: trial.signal, onProgress: bars.show }),
    );
    if (refusals.length > 0)
      throw new Error(
        `${refusals.length} of the ${rows} rows of the public record were refused: ${refusals[0]?.reason}`,
      );
    return rows;
  } finally {
    await bars.stop();
  }
}
