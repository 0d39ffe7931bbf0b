import { setTimeout as delay } from 'node:timers/promises';
import { NODE_COUNTRIES, reportsTopic } from '@waylight/contracts';
import type { RawCellStore, ViewStore } from '@waylight/view-store';

const EVERY_MS = 20;
const SELDOM_MS = 100;
const LONGEST_MS = 300_000;
const SERVES_MS = 60_000;

export type Workload = {
  /** All records on the topics. */
  readonly total: number;
  /** Records that are counted before the clock starts; at least one. */
  readonly warmUp: number;
};

/**
 * Returns the records counted per second, from the first observed commit after the warm-up to the one that reaches the end.
 * It excludes the start of a process, and records that were only read.
 */
export async function measureDrain(
  counted: () => Promise<number>,
  { total, warmUp }: Workload,
): Promise<number> {
  const deadline = performance.now() + LONGEST_MS;
  let start = { at: performance.now(), counted: 0 };
  let isWarm = false;
  for (;;) {
    const now = await counted();
    const at = performance.now();
    // If one commit contains everything, the clock has run since the last reading before it.
    if (now >= total) return ((total - start.counted) * 1_000) / (at - start.at);
    if (!isWarm) start = { at, counted: now };
    isWarm = now >= Math.max(1, warmUp);
    if (at > deadline) throw new Error(`${now} of ${total} events were counted in time`);
    await delay(EVERY_MS);
  }
}

/** Returns a function that reads how many records the store has counted, from the positions next to the counts. */
export function createCountReader(store: RawCellStore, partitions: number): () => Promise<number> {
  const names = NODE_COUNTRIES.flatMap((country) =>
    Array.from({ length: partitions }, (_, partition) => `${reportsTopic(country)}:${partition}`),
  );
  return async () => {
    const positions = await Promise.all(names.map((name) => store.position(name)));
    return positions.reduce((sum, position) => sum + (position?.offset ?? 0), 0);
  };
}

/** Waits until this many events are counted, with a poll rate too low to affect the result. Returns the current number. */
export async function waitUntilCounted(
  counted: () => Promise<number>,
  events: number,
  longestMs = LONGEST_MS,
): Promise<number> {
  const deadline = Date.now() + longestMs;
  for (;;) {
    const now = await counted();
    if (now >= events) return now;
    if (Date.now() > deadline) throw new Error(`${now} of ${events} events were counted in time`);
    await delay(SELDOM_MS);
  }
}

/** Waits until a generation is live. */
export async function waitForLiveStore(views: ViewStore): Promise<RawCellStore> {
  const deadline = Date.now() + SERVES_MS;
  for (;;) {
    const live = await views.liveGeneration();
    if (live !== null) return views.generation(live);
    if (Date.now() > deadline) throw new Error('no generation became live');
    await delay(EVERY_MS);
  }
}
