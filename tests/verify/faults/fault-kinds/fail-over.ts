import { setTimeout as delay } from 'node:timers/promises';
import type { FaultKind } from '../fault-kind.ts';

/** What was the primary is told so, ends as a crash would, or is silent for a while and then takes writes as before. */
const FORMS = ['told', 'crash', 'split'] as const;

/**
 * The replica becomes the primary while clients work, and the address leads to it. Connections that are there stay where
 * they are: nobody ends them for the workers.
 */
export const failOver: FaultKind = {
  name: 'fail-over',
  durationMs: [2_000, 6_000],
  variants: FORMS,
  inject: async ({ stores }, random, _signal, variant) => {
    if (stores.replica() === undefined) return { what: 'nothing: there is no replica', heal: async () => {} };
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
        // It takes over what the new primary holds; whatever it alone has is gone.
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
