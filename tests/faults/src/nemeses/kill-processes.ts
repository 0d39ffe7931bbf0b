import type { Nemesis } from '../nemesis.ts';

/** Ends a process as a crash would, at any moment; it comes back after a while. */
function kill(service: 'intake' | 'aggregation' | 'insights'): Nemesis {
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

export const killProcesses: readonly Nemesis[] = [kill('intake'), kill('aggregation'), kill('insights')];

/** Everything at once, as when the power fails. */
export const killAll: Nemesis = {
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
