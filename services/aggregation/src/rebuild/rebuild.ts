import { RebuildStep } from '@waylight/contracts/operations';
import type { EventLog, PartitionId } from '@waylight/event-log';
import type { ViewStore } from '@waylight/view-store';
import type { ApplyContext } from '../count/apply-records.ts';
import { liveGeneration } from '../count/live-consumption.ts';
import { type LogEnd, readLogEnds } from '../count/log-positions.ts';
import { generationNumber, partitionName } from '../count/partition-names.ts';
import { isStillNeeded, type PublishedPeriods } from '../release/frozen-period.ts';
import type { ReleaseLog } from '../release/release-log.ts';
import { type RebuiltPartition, rebuildPartition } from './rebuild-partition.ts';

export type RebuildOptions = {
  readonly eventLog: EventLog;
  readonly viewStore: ViewStore;
  readonly releases: ReleaseLog;
  readonly appendDeadLetters: ApplyContext['appendDeadLetters'];
  /** Number of partitions that are read at once. */
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly report: (progress: RebuildProgress) => void;
};

export type RebuildProgress = {
  readonly step: RebuildStep;
  readonly generation: string;
  readonly eventsRead: number;
  readonly eventsTotal: number;
  readonly differingPartitions: number;
};

/**
 * Maximum number of comparisons of a partition that differs, each at a later position. Compaction may remove
 * a revision between the two reads. Then only the next revision shows that both generations count the same.
 */
const ROUNDS = 3;
/** Offsets between two progress reports. */
const REPORT_EVERY = 20_000;

/**
 * Counts a new generation of raw cells from the start of the log, in parallel with the live generation.
 * Compares both generations by partition at equal positions, and makes the new one live if nothing differs.
 * The previous generation stays until the next rebuild. A generation that differs stays as well, for
 * inspection. Frozen counts of closed periods belong to no generation.
 */
export async function rebuild(options: RebuildOptions): Promise<RebuildProgress> {
  const { eventLog, viewStore, appendDeadLetters, signal } = options;
  const from = await liveGeneration(viewStore);
  const live = viewStore.generation(from);
  const ends = await readLogEnds(eventLog);
  const published = await options.releases.refresh(signal);
  const periods = new Map([...published.values()].map(({ event }) => [event.period, event.closedDay]));
  const generation = await startGeneration(viewStore, from, ends, periods);
  const next = viewStore.generation(generation);
  const progress = { generation, eventsRead: 0, eventsTotal: await offsetsToRead(), differingPartitions: 0 };
  const report = (step: RebuildStep): RebuildProgress => {
    const current = { ...progress, step };
    options.report(current);
    return current;
  };

  report(RebuildStep.READING);
  const partitions = await inParallel(ends, options.concurrency, async ({ id }) => {
    const rebuilt = await rebuildPartition({
      id,
      eventLog,
      live,
      next,
      appendDeadLetters,
      onRead: countRead,
    });
    // The comparison starts when all partitions are counted, because the live generation advances meanwhile.
    await rebuilt.catchUp(signal);
    return { id, rebuilt };
  });

  let differing: readonly { id: PartitionId; rebuilt: RebuiltPartition }[] = partitions;
  for (let round = 0; round < ROUNDS && differing.length > 0; round++) {
    progress.differingPartitions = 0;
    report(RebuildStep.COMPARING);
    const compared = await inParallel(differing, options.concurrency, async (one) => ({
      ...one,
      outcome: await one.rebuilt.catchUpAndCompare(signal),
    }));
    differing = compared.filter(({ outcome }) => outcome === 'differs');
    progress.differingPartitions = differing.length;
  }
  if (differing.length > 0) return report(RebuildStep.REFUSED);
  signal.throwIfAborted();
  if (
    (await viewStore.flip(from, generation)) === 'moved' &&
    (await liveGeneration(viewStore)) !== generation
  )
    return report(RebuildStep.REFUSED);
  return report(RebuildStep.SWAPPED);

  function countRead(offsets: number): void {
    const before = Math.floor(progress.eventsRead / REPORT_EVERY);
    progress.eventsRead += offsets;
    if (Math.floor(progress.eventsRead / REPORT_EVERY) > before) report(RebuildStep.READING);
  }

  async function offsetsToRead(): Promise<number> {
    const positions = await Promise.all(ends.map(({ id }) => live.position(partitionName(id))));
    return positions.reduce((sum, position) => sum + (position?.offset ?? 0), 0);
  }
}

/**
 * Names the new generation. Then drops all earlier generations except the live one, and frozen sets that no
 * release will need. The order ensures that no name is used twice.
 */
async function startGeneration(
  viewStore: ViewStore,
  live: string,
  ends: readonly LogEnd[],
  published: PublishedPeriods,
): Promise<string> {
  const all = await viewStore.generations();
  const generation = `g${1 + Math.max(generationNumber(live), ...all.map(generationNumber))}`;
  const [first] = ends;
  if (first !== undefined) await viewStore.generation(generation).claim(partitionName(first.id));
  for (const old of all) if (old !== live) await viewStore.dropGeneration(old);
  for (const freeze of await viewStore.selectedFreezes())
    if (freeze.generation !== live && !isStillNeeded(freeze.periodId, published))
      await viewStore.dropFreeze(freeze);
  return generation;
}

/**
 * Runs `work` for every item, at most `size` items at once. Returns the results in the order of the items.
 * The first error ends all work.
 */
async function inParallel<T, R>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const run = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i] as T);
  };
  await Promise.all(Array.from({ length: Math.min(size, items.length) }, run));
  return results;
}
