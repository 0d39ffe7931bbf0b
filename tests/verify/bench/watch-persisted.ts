import { setTimeout as delay } from 'node:timers/promises';
import { reportsTopic } from '@waylight/contracts';
import type { RawCellStore } from '@waylight/view-store';

const EVERY_MS = 5;

/** At so many milliseconds since 1970 the store's positions held so many records. */
type PositionSample = { readonly atMs: number; readonly records: number };

export type PersistedWatch = {
  /** Ends it, and says when each record of those that came while it ran was in the store, in their order. */
  readonly stop: () => Promise<number[]>;
};

/** Watches the positions that the store has persisted of one node's topic. */
export function watchPersisted(store: RawCellStore, country: 'MK', partitions: number): PersistedWatch {
  const names = Array.from({ length: partitions }, (_, partition) => `${reportsTopic(country)}:${partition}`);
  const seen: PositionSample[] = [];
  let isEnding = false;
  const look = async (): Promise<void> => {
    const positions = await Promise.all(names.map((name) => store.position(name)));
    const records = positions.reduce((sum, position) => sum + (position?.offset ?? 0), 0);
    const last = seen.at(-1);
    if (last?.records !== records) seen.push({ atMs: performance.timeOrigin + performance.now(), records });
  };
  const watching = (async () => {
    while (!isEnding) {
      await look();
      await delay(EVERY_MS);
    }
    await look();
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
