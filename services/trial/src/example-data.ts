import { join } from 'node:path';
import process from 'node:process';
import type { Registry } from '@waylight/access';
import { connect, loadMapping, type Progress, runImport, startProgress } from '@waylight/cli';
import type { SimulatedReport } from '@waylight/simulator';
import type { Layout } from './layout.ts';
import { sendSimulatedActivity, simulatedActivity } from './simulated-activity.ts';
import { sendSimulatedReports, simulatedReports } from './simulated-reports.ts';
import type { RegionState } from './state.ts';
import { waitUntilCounted, waitUntilShown } from './wait-until-counted.ts';

const PUBLIC_RECORD = join(
  import.meta.dirname,
  ...['..', '..', '..', 'examples', 'data', 'missing-migrants-western-balkans.csv'],
);

export type ExampleData = {
  readonly layout: Layout;
  readonly registry: Registry;
  readonly example: NonNullable<RegionState['example']>;
  readonly portOffset: number;
  readonly signal: AbortSignal;
};

/**
 * Loads the example data through the six nodes, as any organisation would: the public record as DRC by the shipped
 * mapping, then the simulated year with what organisations say that they did in it. What was interrupted is finished by
 * loading it again.
 */
export async function loadExampleData(data: ExampleData): Promise<void> {
  const incidents = await loadPublicRecord(data);
  const reports = simulatedReports(data.example, data.registry, data.example.seed);
  const bar = await startProgress(process.stderr, 'simulated reports', reports.length);
  let sent = 0;
  try {
    await sendSimulatedReports(reports, data, () => bar.update(++sent), data.signal);
  } finally {
    bar.stop();
  }
  await sendSimulatedActivity(simulatedActivity(data.example, data.registry, data.example.seed), data);
  await waitUntilCounted(data, sendersOf(reports));
  await waitUntilShown(data, incidents);
}

/** Each organisation once for each node to which it reports. */
function sendersOf(reports: readonly SimulatedReport[]) {
  return new Map(
    reports.map(({ node, organisation }) => [`${node} ${organisation}`, { node, organisation }]),
  ).values();
}

/** Answers how many incidents the public record has. */
async function loadPublicRecord({ layout, portOffset, signal }: ExampleData): Promise<number> {
  const mapping = loadMapping('missing-migrants');
  const connection = await connect(
    { env: { noColour: true }, cwd: process.cwd(), signal, printMessage: () => undefined },
    { data: layout.dir, portOffset: String(portOffset), as: mapping.as ?? 'DRC' },
  );
  let bar: { phase: string; progress: Promise<Progress> } | undefined;
  try {
    const { refusals, rows } = await runImport({
      file: PUBLIC_RECORD,
      mapping,
      nodes: connection.intake,
      signal,
      onProgress: ({ phase, done, total }) => {
        if (bar?.phase !== phase) {
          void bar?.progress.then((last) => last.stop());
          bar = { phase, progress: startProgress(process.stderr, `public record, ${phase}`, total) };
        }
        void bar.progress.then((current) => current.update(done));
      },
    });
    if (refusals.length > 0)
      throw new Error(
        `${refusals.length} of the ${rows} rows of the public record were refused: ${refusals[0]?.reason}`,
      );
    return rows;
  } finally {
    (await bar?.progress)?.stop();
    connection.close();
  }
}
