import { fileURLToPath } from 'node:url';
import { nodeName } from '@waylight/access';
import type { NodeCountry } from '@waylight/contracts';
import {
  type ContainerSpec,
  type Containers,
  kafkaEnvironment,
  type RunningContainer,
  startContainer,
} from '@waylight/testing';
import type { Certificates, RegionPorts } from '@waylight/tests-region';
import { defaultUserAcl } from '@waylight/view-store';

export type ContainerFiles = {
  readonly certificates: Certificates;
  readonly config: string;
  readonly dataOf: (who: NodeCountry | 'aggregation' | 'insights') => string;
  readonly user: string;
  /** By user: rules and a password, in the form of Redis's start parameters. */
  readonly redisUsers: Readonly<
    Record<'aggregation' | 'insights', { rules: readonly string[]; password: string }>
  >;
};

/** Settings for every container of one region. */
export type ContainerSettings = {
  readonly containers: Containers;
  readonly network: string;
  readonly ports: RegionPorts;
  readonly files: ContainerFiles;
  readonly namespace: string;
};

const CONFIG = '/etc/waylight';
/** Program that the image of aggregation starts, and its replacement. */
const AGGREGATION_MAIN = '/opt/waylight/services/aggregation/src/main.ts';
const AGGREGATION_AT_ONCE = fileURLToPath(new URL('./aggregation-at-once.ts', import.meta.url));
const OPS_PORT = 9100;

function start(
  { containers: { host, images }, network }: ContainerSettings,
  image: string,
  spec: Omit<ContainerSpec, 'image' | 'host' | 'network'>,
): Promise<RunningContainer> {
  const tag = images[image];
  if (tag === undefined) throw new Error(`no image is called ${image}`);
  return startContainer({ image: tag, host, network, ...spec });
}

/** Starts one broker, which its clients address by its name in the network. It has no port outside. */
export function startKafka(settings: ContainerSettings): Promise<RunningContainer> {
  return start(settings, 'kafka', {
    alias: 'kafka',
    readOnly: settings.containers.areOurs,
    environment: kafkaEnvironment({
      'process.roles': 'broker,controller',
      'node.id': '1',
      'controller.quorum.voters': '1@localhost:9093',
      listeners: 'PLAINTEXT://:9092,CONTROLLER://:9093',
      'advertised.listeners': 'PLAINTEXT://kafka:9092',
      'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
      'controller.listener.names': 'CONTROLLER',
      'auto.create.topics.enable': 'false',
      'offsets.topic.replication.factor': '1',
      'offsets.topic.num.partitions': '4',
      'transaction.state.log.replication.factor': '1',
      'transaction.state.log.min.isr': '1',
      'group.initial.rebalance.delay.ms': '0',
    }),
    readyLog: /Kafka Server started/,
  });
}

/** Starts a durable store with exactly the two users of the region, also after a restart. */
export function startRedis(settings: ContainerSettings): Promise<RunningContainer> {
  const { redisUsers } = settings.files;
  const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];
  const users = Object.entries(redisUsers).flatMap(([name, { rules, password }]) => [
    '--user',
    name,
    ...rules,
    `>${password}`,
  ]);
  return start(settings, 'redis', {
    alias: 'redis',
    readOnly: settings.containers.areOurs,
    command: ['redis-server', ...durable, ...users, '--user', 'default', ...defaultUserAcl()],
    readyLog: /[Rr]eady to accept connections/,
  });
}

const redis = (user: 'aggregation' | 'insights'): Record<string, string> => ({
  [`WAYLIGHT_${user.toUpperCase()}_REDIS_URL`]: `redis://${user}@redis:6379`,
  [`WAYLIGHT_${user.toUpperCase()}_REDIS_PASSWORD_FILE`]: `${CONFIG}/redis-${user}`,
});

const common = ({ namespace }: ContainerSettings): Record<string, string> => ({
  WAYLIGHT_REGISTRY_FILE: `${CONFIG}/registry.json`,
  WAYLIGHT_PARTITIONS: '3',
  WAYLIGHT_EVENT_LOG: 'kafka',
  WAYLIGHT_LOCAL_NETWORK: 'true',
  WAYLIGHT_KAFKA_BROKERS: 'kafka:9092',
  WAYLIGHT_REDIS_NAMESPACE: namespace,
});

const tls = (service: string, name = 'server'): Record<string, string> => ({
  [`WAYLIGHT_${service}_TLS_CA_FILE`]: `${CONFIG}/ca.crt`,
  [`WAYLIGHT_${service}_TLS_CERTIFICATE_FILE`]: `${CONFIG}/${name}.crt`,
  [`WAYLIGHT_${service}_TLS_KEY_FILE`]: `${CONFIG}/${name}.key`,
});

const configured = ({ files }: ContainerSettings) => ({
  user: files.user,
  readOnly: true,
  mounts: [{ source: files.config, target: CONFIG }],
});

export function startAggregation(settings: ContainerSettings): Promise<RunningContainer> {
  const { ports } = settings;
  const { operations, ops } = ports.worker(0);
  const config = configured(settings);
  return start(settings, 'aggregation', {
    ...config,
    mounts: [
      ...config.mounts,
      { source: settings.files.dataOf('aggregation'), target: '/var/lib/waylight', writable: true },
      { source: AGGREGATION_AT_ONCE, target: AGGREGATION_MAIN },
    ],
    alias: 'aggregation',
    ports: [
      { inside: 7030, outside: operations },
      { inside: OPS_PORT, outside: ops },
    ],
    environment: {
      ...common(settings),
      ...tls('AGGREGATION'),
      ...redis('aggregation'),
      WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true',
      WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE: `${CONFIG}/release-secret`,
      WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE: `${CONFIG}/signing-key.pem`,
    },
  });
}

export function startIntake(settings: ContainerSettings, country: NodeCountry): Promise<RunningContainer> {
  const { files, ports } = settings;
  const config = configured(settings);
  return start(settings, 'intake', {
    ...config,
    alias: `intake-${country.toLowerCase()}`,
    mounts: [
      ...config.mounts,
      { source: files.dataOf(country), target: '/var/lib/waylight', writable: true },
    ],
    ports: [
      { inside: 7000, outside: ports.intake(country) },
      { inside: OPS_PORT, outside: ports.intakeOps(country) },
    ],
    environment: {
      ...common(settings),
      ...tls('INTAKE', nodeName(country)),
      WAYLIGHT_INTAKE_COUNTRY: country,
      WAYLIGHT_INTAKE_KEYS_FILE: `${CONFIG}/node-${country}.json`,
    },
  });
}

export function startInsights(settings: ContainerSettings): Promise<RunningContainer> {
  const { ports } = settings;
  const config = configured(settings);
  return start(settings, 'insights', {
    ...config,
    alias: 'insights',
    mounts: [
      ...config.mounts,
      { source: settings.files.dataOf('insights'), target: '/var/lib/waylight', writable: true },
    ],
    ports: [
      { inside: 7010, outside: ports.insights },
      { inside: 8080, outside: ports.insightsHttp },
      { inside: OPS_PORT, outside: ports.insightsOps },
    ],
    environment: {
      ...common(settings),
      ...tls('INSIGHTS'),
      ...redis('insights'),
      WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE: `${CONFIG}/release-keys.json`,
      WAYLIGHT_RELEASE_PLAN_FILE: '/opt/waylight/packages/disclosure-control/plan/release-plan.json',
    },
  });
}
