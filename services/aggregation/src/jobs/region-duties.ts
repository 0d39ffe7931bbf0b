import { createSparing, type Logger } from '@waylight/service-kit';
import type { RawCellStore } from '@waylight/view-store';

/** One thing that whoever holds the progress lease does at each round. */
export type RegionTask = {
  readonly name: string;
  readonly run: (store: RawCellStore, signal: AbortSignal) => Promise<void>;
};

/** A task that is not worth doing at every round: nodes wait for the rounds, and each task makes them longer. */
export function spaced(everyMs: number, run: RegionTask['run']): RegionTask['run'] {
  const isDue = createSparing(everyMs);
  return async (store, signal) => {
    if (isDue('')) await run(store, signal);
  };
}

/** Runs the tasks one after the other; one that fails does not keep the others from running. */
export async function runTasks(
  tasks: readonly RegionTask[],
  store: RawCellStore,
  signal: AbortSignal,
  log: Logger,
  maySay: (name: string) => boolean,
): Promise<void> {
  for (const { name, run } of tasks) {
    if (signal.aborted) return;
    try {
      await run(store, signal);
    } catch (error) {
      if (!signal.aborted && maySay(name))
        log.warn('a task of the region failed; it is tried again', { component: name, error });
    }
  }
}
