import type { Nemesis } from '../nemesis.ts';

const SERVICES = ['intake', 'aggregation', 'insights'] as const;
type Service = (typeof SERVICES)[number];

/** Ends a process as a crash would, at any moment; it comes back after a while. */
function kill(service: Service): Nemesis {
  return {
    name: `kill-${service}`,
    holdMs: [0, 6_000],
    strike: async ({ region, supervisor }, random) => {
      const one = random.pick(region.processes().filter(({ name }) => name.startsWith(service)));
      const release = supervisor.holdDown(one);
      await supervisor.kill(one);
      return { what: `SIGKILL to ${one.name}`, heal: async () => release() };
    },
  };
}

/** Stops a process in the middle of whatever it does, and lets it go on as if no time had passed. */
function pause(service: Service): Nemesis {
  return {
    name: `pause-${service}`,
    // Up to past the time after which a group gives a member's partitions to others.
    holdMs: [500, 16_000],
    strike: async ({ region }, random) => {
      const one = random.pick(region.processes().filter(({ name }) => name.startsWith(service)));
      one.signal('SIGSTOP');
      return {
        what: `SIGSTOP to ${one.name}`,
        heal: async () => {
          one.signal('SIGCONT');
        },
      };
    },
  };
}

/** Everything at once, as when the power fails. */
const killAll: Nemesis = {
  name: 'kill-all',
  holdMs: [0, 3_000],
  strike: async ({ region, supervisor }) => {
    const releases = region.processes().map((one) => supervisor.holdDown(one));
    await Promise.all(region.processes().map((one) => supervisor.kill(one)));
    return {
      what: 'SIGKILL to all services',
      heal: async () => {
        for (const release of releases) release();
      },
    };
  },
};

export const killProcesses: readonly Nemesis[] = [...SERVICES.map(kill), ...SERVICES.map(pause), killAll];
