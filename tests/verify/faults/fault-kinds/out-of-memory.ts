import { eventually } from '../eventually.ts';
import type { FaultKind } from '../fault-kind.ts';

/** The store is at its memory limit: it refuses every write, and answers reads as before. */
export const outOfMemory: FaultKind = {
  name: 'out-of-memory',
  durationMs: [1_000, 12_000],
  inject: async ({ stores, region }) => {
    const server = stores.primary();
    const before = await stores.countErrors(server, 'OOM');
    await stores.sendCommand(server, 'CONFIG', 'SET', 'maxmemory', '1mb');
    const refusedNow = async () => (await stores.countErrors(server, 'OOM')) - before;
    const isReported = async () => {
      const bodies = await Promise.all(region.workers.map((one) => one.readiness()));
      return bodies.every((text) => text.includes('STORE_REFUSES_OOM'));
    };
    let refused = 0;
    let reported = false;
    return {
      what: 'maxmemory of 1 MB',
      heal: async () => {
        reported = await eventually(isReported);
        await eventually(async () => (await refusedNow()) > 0);
        refused = await refusedNow();
        await stores.sendCommand(server, 'CONFIG', 'SET', 'maxmemory', '0');
      },
      observations: () => ({ 'writes refused with OOM': refused }),
      violations: () => [
        ...(refused === 0 ? ['no write was refused with OOM'] : []),
        ...(reported ? [] : ['a worker did not report OOM as the reason why it is not ready']),
      ],
    };
  },
};
