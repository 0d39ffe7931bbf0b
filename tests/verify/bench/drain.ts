import { setTimeout as delay } from 'node:timers/promises';
import { NODE_COUNTRIES, reportsTopic } from '@waylight/contracts';
import type { RawCellStore, ViewStore } from '@waylight/view-store';

const EVERY_MS = 20;
const SELDOM_MS = 100;
const LONGEST_MS = 300_000;
const SERVES_MS = 60_000;

export type Workload = {
  /** Records on the topics, all of them. */
  readonly total: number;
  /** So many of them are counted before the clock starts; at least one. */
  readonly warmUp: number;
};

/**
 * Records counted a second, from the first commit seen at which the warm-up is behind to the one that reaches the end:
 * neither the start of a process nor what it has only read is in it.
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
    // Where one commit brings all of it, the clock has run since the last look before.
    if (now >= total) return ((total - start.counted) * 1_000) / (at - start.at);
    if (!isWarm) start = { at, counted: now };
    isWarm = now >= Math.max(1, warmUp);
    if (at > deadline) throw new Error(`${now} of ${total} events were counted in time`);
    await delay(EVERY_MS);
  }
}

/** How many records the store has counted, by the positions that it keeps with the counts. */
export function createCountReader(store: RawCellStore, partitions: number): () => Promise<number> {
  const names = NODE_COUNTRIES.flatMap((country) =>
    Array.from({ length: partitions }, (_, partition) => `${reportsTopic(country)}:${partition}`),
  );
  return async () => {
    const positions = await Promise.all(names.map((name) => store.position(name)));
    return positions.reduce((sum, position) => sum + (position?.offset ?? 0), 0);
  };
}

/** Waits until so many events are counted, without asking so often that it would show; says how many there are. */
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

/** Waits until a generation serves. */
export async function waitForLiveStore(views: ViewStore): Promise<RawCellStore> {
  const deadline = Date.now() + SERVES_MS;
  for (;;) {
    const live = await views.liveGeneration();
    if (live !== null) return views.generation(live);
    if (Date.now() > deadline) throw new Error('no generation serves');
    await delay(EVERY_MS);
  }
}
