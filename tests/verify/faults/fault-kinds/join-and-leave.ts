import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../eventually.ts';
import type { FaultKind } from '../fault-kind.ts';
import type { FaultyRegion } from '../faulty-region.ts';
import { connectOperations } from '../operations.ts';

/** The worker leaves again after this time, even if it has no partition yet. */
const STAYS_MS = 8_000;

/** A worker leaves every few seconds, by a stop or a kill, and then joins with another set of partitions. */
export const joinAndLeave: FaultKind = {
  name: 'join-and-leave',
  durationMs: [12_000, 40_000],
  inject: async (faulty, random, signal) => {
    const { region, supervisor } = faulty;
    const seen = { stops: 0, kills: 0, sets: new Set<string>() };
    let last = 0;
    const leave = async (n: number) => {
      const worker = region.workers[n];
      if (worker === undefined) throw new RangeError(`the region has no worker ${n}`);
      const release = supervisor.holdDown(worker);
      if (random.next() < 0.5) {
        supervisor.expectEnd(worker);
        await worker.stop();
        seen.stops++;
      } else {
        await supervisor.kill(worker);
        seen.kills++;
      }
      await delay(random.between(0, 3_000));
      release();
    };
    const coming = (async () => {
      do {
        last = random.between(0, region.workers.length - 1);
        await leave(last);
        const joined = await waitForPartitions(faulty, last, STAYS_MS);
        if (joined !== undefined) seen.sets.add(joined);
        await delay(random.between(0, 2_000), undefined, { signal }).catch(() => undefined);
      } while (!signal.aborted);
    })();
    return {
      what: 'a worker leaves and joins repeatedly',
      heal: async () => {
        await coming;
        if (seen.sets.size > 0) return;
        const joined = await waitForPartitions(faulty, last);
        if (joined !== undefined) seen.sets.add(joined);
      },
      observations: () => ({
        'workers that left by their stop': seen.stops,
        'workers that left by a kill': seen.kills,
        'sets of partitions that a worker joined to': seen.sets.size,
      }),
      violations: () => (seen.sets.size === 0 ? ['no worker that joined got a partition'] : []),
    };
  },
};

/** Returns the partitions of the worker, as soon as it has any. */
async function waitForPartitions(
  faulty: FaultyRegion,
  worker: number,
  longestMs?: number,
): Promise<string | undefined> {
  const operations = connectOperations(faulty, worker);
  let claimed: readonly string[] = [];
  await eventually(async () => {
    claimed = (await operations.claimed()) ?? [];
    return claimed.length > 0;
  }, longestMs);
  operations.close();
  return claimed.length > 0 ? [...claimed].sort().join(' ') : undefined;
}
