/** The aggregation in its trial form, or the least work with the same embedded log, in one process. */

import { aggregationConfig, createAggregationService } from '@waylight/aggregation';
import { NODE_COUNTRIES, reportsTopic } from '@waylight/contracts';
import { createEmbeddedEventLog, type EventLog } from '@waylight/event-log';
import { createLogger } from '@waylight/service-kit';
import { createEmbeddedViewStore } from '@waylight/view-store';
import { createBareCount } from '../bare-count.ts';
import { type EventMix, makeEvents, type Truth } from '../bench-events.ts';
import { cellsOf, checkTruth } from '../cells.ts';
import { createCountReader, measureDrain, waitForLiveStore } from '../drain.ts';
import { preload } from '../preload.ts';

export type TrialSettings = {
  readonly what: 'aggregation' | 'bare';
  readonly mix: EventMix;
  readonly partitions: number;
  readonly logFile: string;
  readonly viewFile: string;
  /** Configuration of the aggregation. */
  readonly env: Readonly<Record<string, string>>;
};
export type TrialResult = { readonly perSecond: number };

const settings = JSON.parse(process.argv[2] ?? '') as TrialSettings;
const { mix, partitions, what, logFile, viewFile, env } = settings;
// Appended by the process that reads them: a log that is opened again compacts, and would lose revisions.
const log = createEmbeddedEventLog({ file: logFile });
const generated = makeEvents(mix);
const { records } = await preload(log, generated.events, partitions);
const result: TrialResult = {
  perSecond: what === 'bare' ? await bare(log) : await aggregation(log, generated.truth()),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
await log.close();

async function bare(eventLog: EventLog): Promise<number> {
  const { count, finished } = createBareCount({ total: records, warmUp: 1 });
  await eventLog.consume({
    topics: NODE_COUNTRIES.map(reportsTopic),
    group: 'bare',
    reader: {
      claim: async () => null,
      handle: async ({ records }) => {
        count(records.map(({ value }) => value));
        return 'done';
      },
    },
  });
  return finished;
}

async function aggregation(eventLog: EventLog, truth: Truth): Promise<number> {
  const viewStore = await createEmbeddedViewStore({ file: viewFile });
  // The first line of output must be the result.
  const silent = createLogger({ service: 'aggregation', level: 'silent' });
  const service = await createAggregationService(aggregationConfig(env), {
    eventLog,
    viewStore,
    log: silent,
  });
  const starting = service.start(AbortSignal.timeout(60_000));
  const store = await waitForLiveStore(viewStore);
  const perSecond = await measureDrain(createCountReader(store, partitions), { total: records, warmUp: 1 });
  await starting;
  checkTruth(await cellsOf(store), truth);
  await service.stop();
  await viewStore.close();
  return perSecond;
}
