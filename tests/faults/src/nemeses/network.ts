import { setTimeout as delay } from 'node:timers/promises';
import type { Nemesis } from '../nemesis.ts';

/** Connections end with a reset, again and again, on some of all ways. */
export const resetConnections: Nemesis = {
  name: 'reset-connections',
  holdMs: [3_000, 12_000],
  strike: async ({ ways }, random, signal) => {
    const all = [...ways];
    const some = random.shuffled(all).slice(0, random.between(1, all.length));
    let resets = 0;
    const resetting = (async () => {
      while (!signal.aborted) {
        for (const [, way] of some) way.reset();
        resets += some.length;
        await delay(random.between(50, 1_500), undefined, { signal }).catch(() => undefined);
      }
    })();
    return {
      what: some.map(([name]) => name).join(', '),
      heal: () => resetting,
      seen: () => ({ resets }),
    };
  },
};
