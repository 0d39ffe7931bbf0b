import type { FaultKind } from '../fault-kind.ts';

/** One of the two stores is killed, and starts again from its append-only file. */
export const restartRedis: FaultKind = {
  name: 'restart-redis',
  durationMs: [0, 6_000],
  variants: ['the primary', 'the replica'],
  inject: async ({ stores }, _random, _signal, variant) => {
    const isPrimary = variant === 'the primary';
    const server = isPrimary ? stores.primary() : stores.replica();
    if (server === undefined) return { what: 'nothing: the region has no replica', heal: async () => {} };
    await server.kill();
    let keys = 0;
    return {
      what: `SIGKILL to ${variant}`,
      heal: async () => {
        await server.start();
        keys = Number(await stores.sendCommand(server, 'DBSIZE'));
        // After a restart it has no primary.
        if (!isPrimary) await stores.follow(server);
        await stores.waitUntilInSync();
      },
      observations: () => ({ 'keys back after a restart of Redis': keys }),
      violations: () => (isPrimary && keys === 0 ? ['the append-only file was empty'] : []),
    };
  },
};
