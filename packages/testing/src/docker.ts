import { spawnSync } from 'node:child_process';
import { disableReaper, useDockerEngine } from './config.ts';
import type { ContainerSpec, RunningContainer } from './container.ts';

/** Returns true if an engine responds within a deadline. */
export function isDockerReachable(host?: string): boolean {
  const at = host === undefined ? [] : ['--host', host];
  const asked = spawnSync('docker', [...at, 'version', '--format', '{{.Server.Version}}'], {
    timeout: 5_000,
  });
  return asked.status === 0;
}

/** Runs a container with testcontainers. */
export async function startContainer(spec: ContainerSpec): Promise<RunningContainer> {
  disableReaper();
  useDockerEngine(spec.host);
  // testcontainers is loaded on demand, because it has many modules.
  const { runContainer } = await import('./container.ts');
  return runContainer(spec);
}

/** Creates a network in which containers reach each other by their aliases. */
export async function startNetwork(
  host: string | undefined,
): Promise<{ readonly name: string; stop(): Promise<void> }> {
  disableReaper();
  useDockerEngine(host);
  const { Network } = await import('testcontainers');
  const network = await new Network().start();
  return {
    name: network.getName(),
    stop: async () => {
      await network.stop();
    },
  };
}
