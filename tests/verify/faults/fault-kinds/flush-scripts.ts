import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../eventually.ts';
import type { FaultKind } from '../fault-kind.ts';

/** The store's script cache is flushed repeatedly under load. */
export const flushScripts: FaultKind = {
  name: 'flush-scripts',
  durationMs: [1_000, 8_000],
  inject: async ({ stores }, random) => {
    const server = stores.primary();
    const before = await stores.countErrors(server, 'NOSCRIPT');
    const unknownNow = async () => (await stores.countErrors(server, 'NOSCRIPT')) - before;
    let flushes = 0;
    let over = false;
    const flushing = (async () => {
      while (!over) {
        await stores.sendCommand(server, 'SCRIPT', 'FLUSH', random.pick(['SYNC', 'ASYNC']));
        flushes++;
        await delay(random.between(5, 120));
      }
    })();
    let unknown = 0;
    return {
      what: 'repeated SCRIPT FLUSH',
      heal: async () => {
        await eventually(async () => (await unknownNow()) > 0);
        over = true;
        await flushing;
        unknown = await unknownNow();
      },
      observations: () => ({ 'script flushes': flushes, 'scripts that Redis did not know': unknown }),
      violations: () => (unknown === 0 ? ['no script was missing after a flush'] : []),
    };
  },
};
