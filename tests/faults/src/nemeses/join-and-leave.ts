import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../eventually.ts';
import type { Nemesis } from '../nemesis.ts';
import { connectOperations } from '../operations.ts';

const STAYS_MS = 10_000;

/** A worker leaves every few seconds, by its own stop or by a kill, and joins again to another set of partitions. */
export const joinAndLeave: Nemesis = {
  name: 'join-and-leave',
  holdMs: [12_000, 40_000],
  strike: async (faulty, random, signal) => {
    const { region, supervisor } = faulty;
    const seen = { stops: 0, kills: 0, sets: new Set<string>() };
    const leaveAndJoin = async () => {
      const n = random.between(0, region.workers.length - 1);
      const worker = region.workers[n];
      if (worker === undefined) throw new RangeError(`no worker ${n}`);
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
      const operations = connectOperations(faulty, n);
      let claimed: readonly string[] | undefined;
      await eventually(async () => {
        claimed = await operations.claimed();
        return claimed !== undefined && claimed.length > 0;
      }, STAYS_MS);
      operations.close();
      if (claimed !== undefined && claimed.length > 0) seen.sets.add([...claimed].sort().join(' '));
      await delay(random.between(0, 2_000), undefined, { signal }).catch(() => undefined);
    };
    const coming = (async () => {
      do await leaveAndJoin();
      while (!signal.aborted);
    })();
    return {
      what: 'a worker leaves and joins, again and again',
      heal: () => coming,
      seen: () => ({
        'workers that left by their stop': seen.stops,
        'workers that left by a kill': seen.kills,
        'sets of partitions that a worker joined to': seen.sets.size,
      }),
      broken: () => (seen.sets.size === 0 ? ['no worker that joined got a partition'] : []),
    };
  },
};
