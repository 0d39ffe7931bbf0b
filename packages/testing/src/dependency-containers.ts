import type { RunningDependency } from './dependency.ts';
import type { ContainerSpec } from './docker.ts';

/**
 * How a part in a container is reached at a port of loopback. In an engine of our own it shares the machine's network:
 * every test speaks to it, and none is to pay for a proxy between. Elsewhere its port is let out under the same number,
 * as a broker that tells its address needs.
 */
export function loopbackNetwork(
  areOurs: boolean,
  port: number,
): Pick<ContainerSpec, 'network' | 'ports' | 'readOnly'> {
  return areOurs
    ? { network: 'host', readOnly: true }
    : { ports: [{ inside: port, outside: port }], readOnly: false };
}

/** Settings in the form that images of Kafka take, Apache's and ours. */
export function kafkaEnvironment(settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      `KAFKA_${name.toUpperCase().replaceAll('.', '_')}`,
      value,
    ]),
  );
}

/** A container that can't be had is no failure of the run, and no secret: the part is a local process then. */
export async function tryStartContainer(
  name: string,
  start: () => Promise<RunningDependency>,
): Promise<RunningDependency | undefined> {
  try {
    return await start();
  } catch (error) {
    process.stderr.write(`${name} is a local process, because its container did not start: ${error}\n`);
    return undefined;
  }
}
