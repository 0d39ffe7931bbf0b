import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../eventually.ts';
import type { Nemesis } from '../nemesis.ts';

/** The store forgets the scripts that it was given, again and again in the middle of the work. */
export const flushScripts: Nemesis = {
  name: 'flush-scripts',
  holdMs: [1_000, 8_000],
  strike: async ({ stores }, random) => {
    const server = stores.primary();
    const before = await stores.refusals(server, 'NOSCRIPT');
    const unknownNow = async () => (await stores.refusals(server, 'NOSCRIPT')) - before;
    let flushes = 0;
    let over = false;
    const flushing = (async () => {
      while (!over) {
        await stores.ask(server, 'SCRIPT', 'FLUSH', random.pick(['SYNC', 'ASYNC']));
        flushes++;
        await delay(random.between(5, 120));
      }
    })();
    let unknown = 0;
    return {
      what: 'SCRIPT FLUSH again and again',
      heal: async () => {
        await eventually(async () => (await unknownNow()) > 0);
        over = true;
        await flushing;
        unknown = await unknownNow();
      },
      seen: () => ({ 'script flushes': flushes, 'scripts that Redis did not know': unknown }),
      broken: () => (unknown === 0 ? ['no script was missed'] : []),
    };
  },
};
