import { setTimeout as delay } from 'node:timers/promises';
import { reportsTopic } from '@waylight/contracts';
import type { RawCellStore } from '@waylight/view-store';

const EVERY_MS = 5;

/** The number of records at the store's positions, at a time in milliseconds since 1970. */
type PositionSample = { readonly atMs: number; readonly records: number };

export type PersistedWatch = {
  /** Ends the watch, and returns the time at which each record was stored, in their order. */
  readonly stop: () => Promise<number[]>;
};

/** Watches the stored positions of one node's topic. */
export function watchPersisted(store: RawCellStore, country: 'MK', partitions: number): PersistedWatch {
  const names = Array.from({ length: partitions }, (_, partition) => `${reportsTopic(country)}:${partition}`);
  const seen: PositionSample[] = [];
  let isEnding = false;
  const read = async (): Promise<void> => {
    const positions = await Promise.all(names.map((name) => store.position(name)));
    const records = positions.reduce((sum, position) => sum + (position?.offset ?? 0), 0);
    const last = seen.at(-1);
    if (last?.records !== records) seen.push({ atMs: performance.timeOrigin + performance.now(), records });
  };
  const watching = (async () => {
    while (!isEnding) {
      await read();
      await delay(EVERY_MS);
    }
    await read();
  })();
  return {
    stop: async () => {
      isEnding = true;
      await watching;
      return seen
        .slice(1)
        .flatMap(({ atMs, records }, i) => new Array<number>(records - (seen[i]?.records ?? 0)).fill(atMs));
    },
  };
}
