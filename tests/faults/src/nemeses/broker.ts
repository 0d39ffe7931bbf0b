import type { Nemesis } from '../nemesis.ts';

/** The broker ends as a crash would, and comes back on the same data. */
export const restartBroker: Nemesis = {
  name: 'restart-broker',
  holdMs: [0, 5_000],
  strike: async ({ kafka }) => {
    await kafka.kill();
    return { what: 'SIGKILL to Kafka', heal: () => kafka.start() };
  },
};
