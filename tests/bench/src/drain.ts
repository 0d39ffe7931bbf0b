import { setTimeout as delay } from 'node:timers/promises';
import { NODE_COUNTRIES, reportsTopic } from '@waylight/contracts';
import { decodeCell } from '@waylight/trends';
import type { RawCellStore, ViewStore } from '@waylight/view-store';
import type { Truth } from './bench-events.ts';

const EVERY_MS = 20;
const SELDOM_MS = 100;
const LONGEST_MS = 180_000;

/**
 * Events counted a second, from the first commit that is seen to the one that reaches the end: by the positions that
 * the store has, so neither the start of the process nor what it has only read is in it.
 */
export async function measureDrain(store: RawCellStore, total: number, partitions: number): Promise<number> {
  const counted = countedIn(store, partitions);
  const deadline = Date.now() + LONGEST_MS;
  let first: { readonly at: number; readonly counted: number } | undefined;
  for (;;) {
    const now = await counted();
    const at = performance.now();
    if (first === undefined && now > 0) first = { at, counted: now };
    if (first !== undefined && now >= total) return ((total - first.counted) * 1_000) / (at - first.at);
    if (Date.now() > deadline) throw new Error(`${now} of ${total} events were counted in time`);
    await delay(EVERY_MS);
  }
}

/** How many events the store has counted, by its positions on all topics of reports. */
export function countedIn(store: RawCellStore, partitions: number): () => Promise<number> {
  const names = NODE_COUNTRIES.flatMap((country) =>
    Array.from({ length: partitions }, (_, partition) => `${reportsTopic(country)}:${partition}`),
  );
  return async () => {
    const positions = await Promise.all(names.map((name) => store.position(name)));
    return positions.reduce((sum, position) => sum + (position?.offset ?? 0), 0);
  };
}

/** Waits until so many events are counted, without asking so often that it would show; says how many there are. */
export async function untilCounted(counted: () => Promise<number>, events: number): Promise<number> {
  const deadline = Date.now() + LONGEST_MS;
  for (;;) {
    const now = await counted();
    if (now >= events) return now;
    if (Date.now() > deadline) throw new Error(`${now} of ${events} events were counted in time`);
    await delay(SELDOM_MS);
  }
}

/** The end is only an end when the sums are right. */
export async function checkTruth(store: RawCellStore, truth: Truth): Promise<void> {
  const sums: Record<string, { reports: number; victims: number }> = {};
  for (const partition of await store.partitions())
    for (const [bucket, cells] of (await store.snapshot(partition)).buckets) {
      if (!bucket.startsWith('o')) continue;
      const sum = sums[bucket.slice(1)] ?? { reports: 0, victims: 0 };
      for (const value of cells.values()) {
        const cell = decodeCell(Buffer.from(value).toString());
        sum.reports += cell.reports;
        sum.victims += cell.victims;
      }
      sums[bucket.slice(1)] = sum;
    }
  const plain = (counts: Truth) =>
    JSON.stringify(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
  if (plain(sums) !== plain(truth))
    throw new Error(`the counts are wrong: ${plain(sums)} for ${plain(truth)}`);
}

/** Waits until a generation serves. */
export async function liveStore(views: ViewStore): Promise<RawCellStore> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const live = await views.liveGeneration();
    if (live !== null) return views.generation(live);
    if (Date.now() > deadline) throw new Error('no generation serves');
    await delay(EVERY_MS);
  }
}
