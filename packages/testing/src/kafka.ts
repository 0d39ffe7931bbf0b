import { type ExecFileException, execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readTestingConfig } from './config.ts';
import type {
  Containers,
  MissingDependency,
  RunningDependency,
  StartDependencyOptions,
  StartedDependency,
  StartOptions,
} from './dependency.ts';
import { kafkaEnvironment, loopbackNetwork, tryStartContainer } from './dependency-containers.ts';
import { startContainer } from './docker.ts';
import { freePort } from './free-port.ts';
import { fetchKafkaJars } from './kafka-jars.ts';
import { clientTlsOptions, type KafkaTls, writeTlsSettings } from './kafka-tls.ts';
import { type LocalServer, startLocalServer } from './local-server.ts';
import { isServerResponding, waitFor } from './wait.ts';

/** Compiles less. A short-lived broker starts in half the time; a measured one is faster without it. */
const QUICK_START = '-XX:TieredStopAtLevel=1';
/** Formatting usually takes one or two seconds. */
const FORMAT_TIMEOUT_MS = 120_000;

/** A real Apache Kafka 4: from the environment, in a container, or as a local process (KRaft, one node). */
export async function startKafka(options: StartDependencyOptions = {}): Promise<StartedDependency> {
  const config = readTestingConfig();
  if (config.kafkaAddress !== undefined) return { address: config.kafkaAddress, stop: async () => {} };
  const { containers } = options;
  const docker =
    containers === undefined
      ? undefined
      : await tryStartContainer('Kafka', () => startKafkaContainer(containers));
  if (docker !== undefined) return docker;
  const jars = await fetchKafkaJars(options.signal);
  if ('unavailable' in jars) {
    return {
      unavailable: `Kafka needs WAYLIGHT_TEST_KAFKA=host:port, or Docker with ${config.kafkaImage}, or ${jars.unavailable}`,
    };
  }
  return startLocalKafka(jars.folder, options);
}

export type OwnKafkaOptions = StartOptions & {
  /** Additional listeners. Each is advertised with the address of a proxy. */
  readonly listeners?: readonly { readonly address: string; readonly advertised: string }[];
  /** Folder for the broker's data, such as on a small disk. Default: a new folder. */
  readonly dataFolder?: string;
  /** Makes all listeners use mutual TLS, including the controller's. */
  readonly tls?: KafkaTls;
  /** Additional broker settings, such as authorization. */
  readonly settings?: Readonly<Record<string, string>>;
};

/** A broker's place in its cluster. Default: the only broker of a new cluster. */
export type BrokerPlace = {
  readonly id: number;
  readonly clusterId: string;
  readonly port: number;
  /** `id@host:port` of all controllers. */
  readonly voters: readonly string[];
  readonly controllerPort: number;
};

/** Starts a broker that a test may kill and stop. It is never the broker of the environment. */
export async function startOwnKafka(options: OwnKafkaOptions = {}): Promise<LocalServer | MissingDependency> {
  const jars = await fetchKafkaJars(options.signal);
  if ('unavailable' in jars) return { unavailable: `Kafka needs ${jars.unavailable}` };
  return startLocalKafka(jars.folder, options, [QUICK_START]);
}

/** Starts one of several brokers, with a heap that lets three of them fit next to a region. */
export function startBroker(
  jars: string,
  place: BrokerPlace,
  options: OwnKafkaOptions,
): Promise<LocalServer> {
  return startLocalKafka(jars, options, [QUICK_START, '-Xmx256m'], place);
}

/** Settings of a small broker. Delays are short, so that groups form and compaction runs within a test. */
function brokerSettings(port: number, controllerPort: number, dataFolder: string): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@localhost:${controllerPort}`,
    listeners: `PLAINTEXT://:${port},CONTROLLER://:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'log.dirs': dataFolder,
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '4',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'log.cleaner.backoff.ms': '500',
    'log.cleaner.dedupe.buffer.size': '8388608',
    'num.network.threads': '2',
    'num.io.threads': '4',
  };
}

async function startLocalKafka(
  jars: string,
  { signal, listeners = [], dataFolder, tls, settings: more = {} }: OwnKafkaOptions,
  javaOptions: readonly string[] = [],
  place?: BrokerPlace,
): Promise<LocalServer> {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-kafka-'));
  const cleanUp = () => rm(folder, { recursive: true, force: true });
  const { id, clusterId, port, controllerPort, voters } = place ?? (await onlyBroker());
  const protocol = tls === undefined ? 'PLAINTEXT' : 'SSL';
  const settings = {
    ...brokerSettings(port, controllerPort, join(dataFolder ?? folder, 'data')),
    'node.id': String(id),
    'controller.quorum.voters': voters.join(','),
    ...listenerSettings(port, controllerPort, protocol, listeners),
    'inter.broker.listener.name': protocol,
    ...(tls === undefined ? {} : await writeTlsSettings(tls, folder)),
    ...more,
  };
  const file = join(folder, 'server.properties');
  await writeFile(
    file,
    Object.entries(settings)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const java = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', ...javaOptions, '-cp', join(jars, '*')];
  await promisify(execFile)(
    'java',
    [QUICK_START, ...java, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', file],
    { signal, timeout: FORMAT_TIMEOUT_MS },
  ).catch(async (cause: ExecFileException) => {
    await cleanUp();
    throw new Error(`Kafka's storage could not be formatted: ${cause.message.slice(0, 2_000)}`, { cause });
  });
  const logFile = join(folder, 'kafka.log');
  return startLocalServer({
    name: 'Kafka',
    address: `127.0.0.1:${port}`,
    command: 'java',
    args: [...java, 'kafka.Kafka', file],
    logFile,
    isReady: () => isBrokerReady(port, tls),
    // Usually one or two seconds; a busy machine took a minute and a half.
    wait: { signal, deadlineMs: 240_000, everyMs: 200 },
    cleanUp,
  }).catch(async (cause) => {
    const log = await readFile(logFile, 'utf8').catch(() => '');
    await cleanUp();
    throw new Error(`Kafka did not start: ${log.slice(-2_000)}`, { cause });
  });
}

function listenerSettings(
  port: number,
  controllerPort: number,
  protocol: 'PLAINTEXT' | 'SSL',
  additional: NonNullable<OwnKafkaOptions['listeners']>,
): Readonly<Record<string, string>> {
  const all = [
    { name: protocol, address: `127.0.0.1:${port}`, advertised: `127.0.0.1:${port}` },
    ...additional.map((one, i) => ({ ...one, name: `PARTY${i}` })),
  ];
  return {
    listeners: [
      ...all.map(({ name, address }) => `${name}://${address}`),
      `CONTROLLER://127.0.0.1:${controllerPort}`,
    ].join(','),
    'advertised.listeners': all.map(({ name, advertised }) => `${name}://${advertised}`).join(','),
    'listener.security.protocol.map': [...all.map(({ name }) => name), 'CONTROLLER']
      .map((name) => `${name}:${protocol}`)
      .join(','),
  };
}

async function startKafkaContainer({ host, areOurs, images }: Containers): Promise<RunningDependency> {
  const [port, controllerPort] = [await freePort(), await freePort()];
  const settings = brokerSettings(port, controllerPort, areOurs ? '/var/lib/kafka/data' : '/tmp/kafka-logs');
  const container = await startContainer({
    image: images.kafka ?? '',
    host,
    ...loopbackNetwork(areOurs, port),
    environment: kafkaEnvironment(
      areOurs
        ? { ...settings, listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}` }
        : settings,
    ),
    readyLog: /Kafka Server started/,
  });
  await waitFor('Kafka to answer', () => isBrokerReady(port), { deadlineMs: 30_000, everyMs: 100 });
  return { address: `127.0.0.1:${port}`, stop: container.stop };
}

/** Requests ApiVersions (key 18, version 0), which the broker answers once it is ready. */
function isBrokerReady(port: number, tls?: KafkaTls): Promise<boolean> {
  const hello = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 255, 255]);
  const isAnswer = (answer: Buffer) => answer.length > 10 && answer.readInt32BE(4) === 1;
  return isServerResponding(
    '127.0.0.1',
    port,
    hello,
    isAnswer,
    tls === undefined ? undefined : clientTlsOptions(tls),
  );
}

async function onlyBroker(): Promise<BrokerPlace> {
  const [port, controllerPort] = [await freePort(), await freePort()];
  return {
    id: 1,
    clusterId: createClusterId(),
    port,
    controllerPort,
    voters: [`1@127.0.0.1:${controllerPort}`],
  };
}

/** A UUID in URL-safe base64 that does not begin with a dash, as Kafka requires. */
export function createClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? `A${id.slice(1)}` : id;
}
