import { ReportEvent } from '@waylight/contracts/incident';
import type { Workload } from './drain.ts';

/** Decodes events and counts them by cell in memory. `finished` is the rate per second after the batch that ends the warm-up. */
export function createBareCount({ total, warmUp }: Workload): {
  readonly count: (values: readonly (Uint8Array | null)[]) => void;
  readonly finished: Promise<number>;
} {
  const cells = new Map<string, number>();
  const finished = Promise.withResolvers<number>();
  let counted = 0;
  let atStart = 0;
  let startedAt = 0;
  return {
    finished: finished.promise,
    count: (values) => {
      for (const value of values) {
        if (value === null) continue;
        const { change } = ReportEvent.decode(value);
        if (change?.$case === 'incident') {
          const { country, primaryType, occurredDay, personGroup, shareWith } = change.value;
          const cell = `${country} ${occurredDay} ${primaryType} ${personGroup} ${shareWith}`;
          cells.set(cell, (cells.get(cell) ?? 0) + 1);
        }
      }
      counted += values.length;
      if (startedAt === 0 && counted >= warmUp) {
        startedAt = performance.now();
        atStart = counted;
      }
      if (counted >= total) finished.resolve(((counted - atStart) * 1_000) / (performance.now() - startedAt));
    },
  };
}
