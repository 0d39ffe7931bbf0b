import { spawnSync } from 'node:child_process';
import { withoutReaper } from './config.ts';
import type { RunningPart } from './part.ts';

export type ContainerSpec = {
  readonly image: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly readyLog: RegExp;
};

/** Whether an engine answers, asked in a way that can't hang. */
export function dockerAnswers(): boolean {
  const asked = spawnSync('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: 5_000 });
  return asked.status === 0;
}

/** Runs a container whose port is the same inside and outside, as a broker that advertises its address needs. */
export async function startContainer(spec: ContainerSpec): Promise<RunningPart> {
  withoutReaper();
  const { GenericContainer, Wait } = await import('testcontainers');
  const container = new GenericContainer(spec.image)
    .withEnvironment({ ...spec.environment })
    .withExposedPorts({ container: spec.port, host: spec.port })
    .withWaitStrategy(Wait.forLogMessage(spec.readyLog))
    .withStartupTimeout(90_000);
  if (spec.command !== undefined) container.withCommand([...spec.command]);
  const started = await container.start();
  return {
    address: `${started.getHost()}:${spec.port}`,
    stop: async () => {
      await started.stop({ timeout: 5_000 });
    },
  };
}
