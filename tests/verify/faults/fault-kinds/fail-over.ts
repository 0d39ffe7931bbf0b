import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from '../fault-kind.ts';

/** The old primary becomes a replica, is killed, or is paused and then accepts writes as before. */
const FORMS = ['told', 'crash', 'split'] as const;

/** The replica becomes the primary under load, and the address leads to it. Open connections of workers are kept. */
export const failOver: FaultKind = {
  name: 'fail-over',
  durationMs: [2_000, 6_000],
  variants: FORMS,
  inject: async ({ stores }, random, _signal, variant) => {
    if (stores.replica() === undefined)
      return { what: 'nothing: the region has no replica', heal: async () => {} };
    const old = stores.primary();
    if (variant === 'crash') await old.kill();
    if (variant === 'split') old.signal('SIGSTOP');
    await stores.promote();
    if (variant === 'told') await stores.follow(old);
    if (variant === 'split') {
      await delay(random.between(200, 2_000));
      old.signal('SIGCONT');
    }
    const seen = { readOnly: 0, onlyOld: 0 };
    const promotedAt = await stores.writtenBytes(stores.primary());
    return {
      what: 'the replica takes the writes',
      heal: async () => {
        if (old.hasExited()) await old.start();
        else if (variant === 'split') seen.onlyOld = (await stores.writtenBytes(old)) - promotedAt;
        // The old primary takes over the data of the new one; writes that it alone has are lost.
        await stores.follow(old);
        await stores.waitUntilInSync();
        seen.readOnly = await stores.countErrors(old, 'READONLY');
      },
      observations: () => ({
        failovers: 1,
        'writes refused by what was the primary': seen.readOnly,
        'bytes that only what was the primary took': Math.max(0, seen.onlyOld),
      }),
    };
  },
};
