import type { ContainerSpec } from './container.ts';
import type { RunningDependency } from './dependency.ts';

/**
 * Network settings that make a container reachable on loopback. In the test run's own engine, the container shares the host's
 * network, so no proxy is needed. In other engines its port is published with the same number, because a broker announces its own
 * address.
 */
export function loopbackNetwork(
  areOurs: boolean,
  port: number,
): Pick<ContainerSpec, 'network' | 'ports' | 'readOnly'> {
  return areOurs
    ? { network: 'host', readOnly: true }
    : { ports: [{ inside: port, outside: port }], readOnly: false };
}

/** Converts broker settings to environment variables of Kafka images, both Apache's and Waylight's. */
export function kafkaEnvironment(settings: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      `KAFKA_${name.toUpperCase().replaceAll('.', '_')}`,
      value,
    ]),
  );
}

/** Reports that a container is unavailable. The run then uses a local process. */
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
