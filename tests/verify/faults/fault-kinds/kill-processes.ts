import type { FaultKind } from '../fault-kind.ts';

const SERVICES = ['intake', 'aggregation', 'insights'] as const;
type Service = (typeof SERVICES)[number];

/** Kills a process at any moment; it is started again after a while. */
function kill(service: Service): FaultKind {
  return {
    name: `kill-${service}`,
    durationMs: [0, 6_000],
    inject: async ({ region, supervisor }, random) => {
      const one = random.pick(region.processes().filter(({ name }) => name.startsWith(service)));
      const release = supervisor.holdDown(one);
      await supervisor.kill(one);
      return { what: `SIGKILL to ${one.name}`, heal: async () => release() };
    },
  };
}

/** Pauses a process at any moment, and then lets it continue as if no time had passed. */
function pause(service: Service): FaultKind {
  return {
    name: `pause-${service}`,
    // Up to more than the time after which a group gives a member's partitions to others.
    durationMs: [500, 16_000],
    inject: async ({ region }, random) => {
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

/** Kills all services at once, as a power failure does. */
const killAll: FaultKind = {
  name: 'kill-all',
  durationMs: [0, 3_000],
  inject: async ({ region, supervisor }) => {
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

export const killProcesses: readonly FaultKind[] = [...SERVICES.map(kill), ...SERVICES.map(pause), killAll];
