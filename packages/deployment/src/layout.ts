import { join } from 'node:path';
import type { NodeCountry } from '@waylight/contracts';
import { SERVICES, servicesOf } from './services.ts';

/** User and group of the images. Files of a machine belong to them, so that only the services read the keys. */
export const SERVICE_USER = 10_001;

export const DEFAULT_DIR = '/srv/waylight';

/** A service's certificate and key for its callers, and those for Kafka. */
export const credentialFiles = (keys: string) => ({
  tlsCertificate: join(keys, 'tls.crt'),
  tlsKey: join(keys, 'tls.key'),
  kafkaCertificate: join(keys, 'kafka.crt'),
  kafkaKey: join(keys, 'kafka.key'),
});

const sharedFiles = (dir: string) => ({
  dir,
  compose: join(dir, 'compose.yaml'),
  /** Settings of Compose, without secrets. */
  settings: join(dir, '.env'),
  config: join(dir, 'config'),
  keys: join(dir, 'keys'),
  data: join(dir, 'data'),
  /** Compose files and settings of the version before an upgrade, and the commands that go back to it. */
  former: join(dir, 'former'),
  ca: join(dir, 'config', 'ca.crt'),
  kafkaCa: join(dir, 'config', 'kafka-ca.crt'),
  registry: join(dir, 'config', 'registry.json'),
  /** Configuration and rules of Prometheus. */
  prometheus: join(dir, 'config', 'prometheus'),
  /** Settings of Alertmanager with a password, which the operator fills in. */
  alertmanager: join(dir, 'keys', 'alertmanager.yaml'),
  /** Measurements and silences. They are not in `data`, which a restore replaces. */
  monitoring: [join(dir, 'monitoring', 'prometheus'), join(dir, 'monitoring', 'alertmanager')],
});

/** The paths of a country's node below one folder; they are the same in the container. */
export function nodeLayout(dir: string) {
  const shared = sharedFiles(dir);
  const pending = join(dir, 'pending');
  return {
    ...shared,
    ...credentialFiles(shared.keys),
    variables: join(dir, 'intake.env'),
    nodeKeys: join(shared.keys, 'node-keys.json'),
    identity: join(shared.keys, 'age-identity'),
    /** New keys, whose certificates were requested. */
    pending: { dir: pending, tlsKey: join(pending, 'tls.key'), kafkaKey: join(pending, 'kafka.key') },
    requests: join(dir, 'requests.tar'),
    /** Public keys of all nodes, for sharing keys with them. */
    nodes: join(shared.config, 'nodes.json'),
  };
}

export type NodeLayout = ReturnType<typeof nodeLayout>;

/** All parts of the region with keys and data, in the order of their start. */
export const REGION_PARTS: readonly string[] = [
  'kafka',
  'redis',
  ...servicesOf('region').map(({ name }) => name),
  'proxy',
];

/** The paths of the region's machine below one folder. Each service sees only its own keys. */
export function regionLayout(dir: string) {
  const shared = sharedFiles(dir);
  const keysOf = (part: string) => join(shared.keys, part);
  const dataOf = (part: string) => join(shared.data, part);
  const serviceFiles = (name: string) => ({
    ...shared,
    ...credentialFiles(keysOf(name)),
    keys: keysOf(name),
    data: dataOf(name),
    variables: join(dir, `${name}.env`),
    redisPassword: join(keysOf(name), 'redis-password'),
  });
  const { RELEASE_SECRET_FILE, SIGNING_KEY_FILE } = SERVICES.aggregation.keys;
  return {
    ...shared,
    keysOf,
    dataOf,
    serviceFiles,
    aggregation: {
      ...serviceFiles('aggregation'),
      releaseSecret: join(keysOf('aggregation'), RELEASE_SECRET_FILE),
      signingKey: join(keysOf('aggregation'), SIGNING_KEY_FILE),
    },
    /** The broker's key and certificate in one file. */
    broker: join(keysOf('kafka'), 'broker.pem'),
    redis: {
      tlsCertificate: join(keysOf('redis'), 'tls.crt'),
      tlsKey: join(keysOf('redis'), 'tls.key'),
      users: join(keysOf('redis'), 'users.acl'),
    },
    /** Password of the repository of backups, which aggregation and insights share. No service reads it. */
    backupPassword: join(shared.keys, 'backup-password'),
    plan: join(shared.config, 'release-plan.json'),
    releaseKeys: join(shared.config, 'release-keys.json'),
    proxySettings: join(shared.config, 'Caddyfile'),
    /** Both authorities and the administrators' keys. The operator moves this folder to another medium. */
    authority: join(dir, 'authority'),
    /** What nodes sent: address and public key. */
    node: (country: NodeCountry) => join(dir, 'nodes', `${country}.json`),
    nodes: join(dir, 'nodes'),
  };
}

export type RegionLayout = ReturnType<typeof regionLayout>;

/** Folders of the authorities and of the administrators' keys. */
export function authorityLayout(dir: string) {
  return {
    /** Signs certificates of services, organisations and operators. */
    ca: join(dir, 'ca'),
    /** Signs certificates of the clients and brokers of the log. */
    logCa: join(dir, 'log-ca'),
    redisAdminPassword: join(dir, 'redis-admin-password'),
  };
}
