import { join } from 'node:path';
import type { NodeCountry } from '@waylight/contracts';
import type { NodeLayout, RegionLayout } from './layout.ts';
import { HEALTH, type NamedService, numbersOf, ownVariable, SERVICES, servicesOf } from './services.ts';

export type Variables = Readonly<Record<string, string>>;

/** The variables of a node. Health and metrics are left to Compose and systemd, which bind them to this machine. */
export function nodeVariables(
  layout: NodeLayout,
  node: { readonly country: NodeCountry; readonly port: number; readonly brokers: readonly string[] },
): Variables {
  return {
    WAYLIGHT_INTAKE_COUNTRY: node.country,
    WAYLIGHT_INTAKE_HOST: '0.0.0.0',
    WAYLIGHT_INTAKE_PORT: String(node.port),
    ...serviceVariables({ name: 'intake', ...SERVICES.intake }, layout, node.brokers.join(',')),
  };
}

/** Host names of the parts in the region's own networks. */
export const REGION_HOSTS = { kafka: 'kafka', redis: 'redis' } as const;

/** Kafka's port for other machines. */
export const KAFKA_PORT = 9093;
/** Ports that the region's machine publishes, also of its website and Prometheus. */
export const REGION_PORTS: readonly number[] = [
  KAFKA_PORT,
  ...servicesOf('region').flatMap(({ grpc }) => numbersOf(grpc.port)),
  ...[443, 9090],
];

/** Kafka's port in the region's own network. */
const INNER_KAFKA_PORT = 9092;
const REDIS_PORT = 6379;

/** The variables of a service of the region, whose website has the URL. */
export function regionVariables(service: NamedService, layout: RegionLayout, publicUrl: string): Variables {
  const own = (suffix: string) => ownVariable(service.name, suffix);
  const files = layout.serviceFiles(service.name);
  return {
    ...(service.http?.isBehindProxy === true && {
      [own('PUBLIC_URL')]: publicUrl,
      // Only the proxy reaches it over HTTP; its address is one of the network's.
      [own('TRUSTED_PROXIES')]: '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16',
    }),
    // All addresses of the container. Only published ports are reached from outside.
    [own('HOST')]: '0.0.0.0',
    [own('OPS_PORT')]: String(HEALTH.port),
    ...serviceVariables(service, files, `${REGION_HOSTS.kafka}:${INNER_KAFKA_PORT}`),
    WAYLIGHT_BACKUP_PASSWORD_FILE: layout.backupPassword,
  };
}

type ServiceFiles = Omit<ReturnType<RegionLayout['serviceFiles']>, 'redisPassword' | 'variables'>;

function serviceVariables(service: NamedService, files: ServiceFiles, brokers: string): Variables {
  const { name, data, keys = {}, config = {}, redis: [redis] = [] } = service;
  const own = (suffix: string) => ownVariable(name, suffix);
  const paths = (folder: string, of: Variables, variableOf = own) =>
    Object.fromEntries(Object.entries(of).map(([suffix, file]) => [variableOf(suffix), join(folder, file)]));
  return {
    ...paths(files.data, data),
    ...paths(files.keys, keys),
    ...paths(files.config, config, (variable) => variable),
    WAYLIGHT_REGISTRY_FILE: files.registry,
    [own('TLS_CA_FILE')]: files.ca,
    [own('TLS_CERTIFICATE_FILE')]: files.tlsCertificate,
    [own('TLS_KEY_FILE')]: files.tlsKey,
    ...(redis !== undefined && {
      [own(`${redis}_URL`)]: `rediss://waylight-${name}@${REGION_HOSTS.redis}:${REDIS_PORT}`,
      [own(`${redis}_PASSWORD_FILE`)]: join(files.keys, 'redis-password'),
      [own(`${redis}_CA_FILE`)]: files.ca,
    }),
    WAYLIGHT_EVENT_LOG: 'kafka',
    [own('KAFKA_CA_FILE')]: files.kafkaCa,
    [own('KAFKA_CERTIFICATE_FILE')]: files.kafkaCertificate,
    [own('KAFKA_KEY_FILE')]: files.kafkaKey,
    WAYLIGHT_KAFKA_BROKERS: brokers,
  };
}

/** A file of variables, as systemd and Compose read it. The values have no quotes, spaces or `$`. */
export function formatVariables(variables: Variables, comment: string): string {
  const lines = Object.entries(variables).map(([name, value]) => {
    if (!/^[\w./:@,+[\]-]*$/.test(value))
      throw new Error(`${name} has a value that a file of variables cannot hold`);
    return `${name}=${value}`;
  });
  return `# ${comment}\n${lines.join('\n')}\n`;
}
