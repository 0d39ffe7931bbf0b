import type { Nemesis } from '../nemesis.ts';

/** One of the two stores ends as a crash would, and comes back with what its append-only file holds. */
export const restartRedis: Nemesis = {
  name: 'restart-redis',
  holdMs: [0, 6_000],
  variants: ['the primary', 'the replica'],
  strike: async ({ stores }, _random, _signal, variant) => {
    const isPrimary = variant === 'the primary';
    const server = isPrimary ? stores.primary() : stores.replica();
    if (server === undefined) return { what: 'nothing: there is no replica', heal: async () => {} };
    await server.kill();
    let keys = 0;
    return {
      what: `SIGKILL to ${variant}`,
      heal: async () => {
        await server.start();
        keys = Number(await stores.ask(server, 'DBSIZE'));
        // It does not remember whom it followed.
        if (!isPrimary) await stores.follow(server);
        await stores.inStep();
      },
      seen: () => ({ 'keys back after a restart of Redis': keys }),
      broken: () => (isPrimary && keys === 0 ? ['the append-only file was empty'] : []),
    };
  },
};
