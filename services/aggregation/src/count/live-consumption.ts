import type { Appender, Consumption, EventLog } from '@waylight/event-log';
import { createThrottle, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { CommitOutcome, RawCellStore, ViewStore } from '@waylight/view-store';
import { listCountedTopics } from './counted-topics.ts';
import { type CountedTopicsReader, createCountedTopicsReader } from './counted-topics-reader.ts';

export type LiveConsumptionOptions = {
  readonly eventLog: EventLog;
  readonly viewStore: ViewStore;
  readonly deadLetters: Appender;
  readonly log: Logger;
  /** Prefix of the consumer group, before the generation. */
  readonly group: string;
  readonly concurrency: number;
  readonly maxCachedCells: number;
  /** Interval of checks for another live generation. */
  readonly generationWatchMs: number;
  readonly topicWatchMs: number;
  readonly onOutcome?: (outcome: CommitOutcome) => void;
};

export type LiveConsumption = {
  readonly generation: () => string;
  /** The raw cells of the live generation. */
  readonly store: () => RawCellStore;
  /** Undefined while the consumption is being restarted. */
  readonly consumption: () => Consumption | undefined;
  readonly stop: () => Promise<void>;
};

const FIRST_GENERATION = 'g1';
const RESTART_MS = 1_000;
const LOG_EVERY_MS = 30_000;

/** Counts the log into the live generation of raw cells, and switches when another one becomes live. */
export async function startLiveConsumption(
  options: LiveConsumptionOptions,
  signal: AbortSignal,
): Promise<LiveConsumption> {
  const { eventLog, viewStore, log } = options;
  let generation = await liveGeneration(viewStore);
  let reader: CountedTopicsReader;
  let consumption: Consumption | undefined = await consume(generation);

  const follow = async (stopping: AbortSignal): Promise<void> => {
    // Checked before the live generation is read, because a generation that was dropped after a swap looks
    // rolled back too.
    const rolledBack = await reader.findRolledBackPartitions();
    const live = await liveGeneration(viewStore);
    if (live !== generation) log.info('live generation changed; switching', { generation: live });
    else if (rolledBack.length > 0)
      log.warn('view store rolled back; recounting from its position', {
        generation,
        count: rolledBack.length,
      });
    else if (consumption !== undefined && !(await hasFailed(consumption))) return;
    await consumption?.stop();
    consumption = undefined;
    generation = live;
    if (!stopping.aborted) consumption = await consume(live);
  };

  function consume(name: string): Promise<Consumption> {
    const { deadLetters, maxCachedCells, onOutcome } = options;
    const store = viewStore.generation(name);
    reader = createCountedTopicsReader({ store, deadLetters, maxCachedCells, onOutcome });
    return eventLog.consume({
      topics: async () => (await listCountedTopics(eventLog)).map((topic) => topic.name),
      group: `${options.group}.${name}`,
      reader,
      concurrency: options.concurrency,
      topicWatchMs: options.topicWatchMs,
    });
  }

  /** Restarts a consumption that ended, from the position in the store. */
  async function hasFailed(running: Consumption): Promise<boolean> {
    const end = await Promise.race([running.ended, undefined]);
    if (end?.kind === 'failed') log.warn('consumption failed; restarting', { error: end.error });
    return end !== undefined;
  }

  const mayLog = createThrottle(LOG_EVERY_MS);
  const following = await repeatUntilStopped({
    name: 'live generation',
    everyMs: options.generationWatchMs,
    initialDelayMs: options.generationWatchMs,
    backoff: { firstMs: RESTART_MS, lastMs: RESTART_MS },
    onError: (error) => {
      if (mayLog('live generation'))
        log.warn('cannot read the live generation; retrying', { generation, error });
    },
    work: async ({ signal }) => {
      await follow(signal);
      return undefined;
    },
  }).start(signal);
  return {
    generation: () => generation,
    store: () => viewStore.generation(generation),
    consumption: () => consumption,
    stop: async () => {
      await following.stop();
      await consumption?.stop();
    },
  };
}

/** Name of the live generation. The first start of a region creates it. */
export async function liveGeneration(viewStore: ViewStore): Promise<string> {
  const live = await viewStore.liveGeneration();
  if (live !== null) return live;
  await viewStore.flip(null, FIRST_GENERATION);
  return (await viewStore.liveGeneration()) ?? FIRST_GENERATION;
}
