import { eventually } from '../eventually.ts';
import type { FaultKind } from '../fault-kind.ts';

/** The store's memory is at its end: it refuses every write, and answers reads as before. */
export const outOfMemory: FaultKind = {
  name: 'out-of-memory',
  durationMs: [1_000, 12_000],
  inject: async ({ stores, region }) => {
    const server = stores.primary();
    const before = await stores.countErrors(server, 'OOM');
    await stores.sendCommand(server, 'CONFIG', 'SET', 'maxmemory', '1mb');
    const refusedNow = async () => (await stores.countErrors(server, 'OOM')) - before;
    const saysWhy = async () => {
      const said = await Promise.all(region.workers.map((one) => one.readiness()));
      return said.every((text) => text.includes('STORE_REFUSES_OOM'));
    };
    let refused = 0;
    let said = false;
    return {
      what: 'maxmemory of 1 MB',
      heal: async () => {
        said = await eventually(saysWhy);
        await eventually(async () => (await refusedNow()) > 0);
        refused = await refusedNow();
        await stores.sendCommand(server, 'CONFIG', 'SET', 'maxmemory', '0');
      },
      observations: () => ({ 'writes refused with OOM': refused }),
      violations: () => [
        ...(refused === 0 ? ['no write was refused with OOM'] : []),
        ...(said ? [] : ['a worker did not say that it is not ready for OOM']),
      ],
    };
  },
};
