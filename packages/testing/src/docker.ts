import { spawnSync } from 'node:child_process';
import { disableReaper, useDockerEngine } from './config.ts';
import type { RunningContainer } from './container.ts';

export type ContainerSpec = {
  readonly image: string;
  /** Of an engine of the run's own. A process uses one engine for all its containers. */
  readonly host?: string | undefined;
  /** `host`, or a network of `startNetwork`; else the engine's default. */
  readonly network?: string | undefined;
  /** What others in that network call it. */
  readonly alias?: string;
  /** Let out at loopback, under the given numbers. */
  readonly ports?: readonly { readonly inside: number; readonly outside: number }[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  /** Folders and files of this machine; for reading, unless it is said otherwise. */
  readonly mounts?: readonly {
    readonly source: string;
    readonly target: string;
    readonly writable?: boolean;
  }[];
  readonly user?: string | undefined;
  /** With a root that nobody can write to; what the image declares as volumes can be. */
  readonly readOnly?: boolean;
  /** What it writes once it is ready; without one nobody waits. */
  readonly readyLog?: RegExp;
};

/** Whether an engine answers, asked in a way that can't hang. */
export function isDockerReachable(host?: string): boolean {
  const at = host === undefined ? [] : ['--host', host];
  const asked = spawnSync('docker', [...at, 'version', '--format', '{{.Server.Version}}'], {
    timeout: 5_000,
  });
  return asked.status === 0;
}

/** Runs a container by testcontainers. */
export async function startContainer(spec: ContainerSpec): Promise<RunningContainer> {
  disableReaper();
  useDockerEngine(spec.host);
  // Loaded by those alone who start a container: it brings many modules.
  const { runContainer } = await import('./container.ts');
  return runContainer(spec);
}

/** A network in which containers find each other by their aliases. */
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
