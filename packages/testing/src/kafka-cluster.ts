import type { MissingDependency, StartOptions } from './dependency.ts';
import { freePort } from './free-port.ts';
import { type BrokerPlace, createClusterId, startBroker } from './kafka.ts';
import { fetchKafkaJars } from './kafka-jars.ts';
import type { LocalServer } from './local-server.ts';

/** Several brokers of one test, which it may kill and restart. Each is also a controller. */
export type KafkaCluster = {
  readonly brokers: readonly LocalServer[];
  /** host:port of all brokers, separated by commas. */
  readonly addresses: string;
  stop(): Promise<void>;
};

/** Replication as the manual requires it: each record on three brokers, acknowledged by two. */
const REPLICATION = {
  'default.replication.factor': '3',
  'min.insync.replicas': '2',
  'offsets.topic.replication.factor': '3',
  'transaction.state.log.replication.factor': '3',
  'transaction.state.log.min.isr': '2',
  'share.coordinator.state.topic.replication.factor': '3',
  'share.coordinator.state.topic.min.isr': '2',
};

/** Starts three brokers with replication. Node ids are 1, 2 and 3, in the order of `brokers`. */
export async function startKafkaCluster(
  options: StartOptions = {},
): Promise<KafkaCluster | MissingDependency> {
  const jars = await fetchKafkaJars(options.signal);
  if ('unavailable' in jars) return { unavailable: `Kafka needs ${jars.unavailable}` };
  const clusterId = createClusterId();
  const ports: Pick<BrokerPlace, 'id' | 'port' | 'controllerPort'>[] = [];
  for (const id of [1, 2, 3]) ports.push({ id, port: await freePort(), controllerPort: await freePort() });
  const voters = ports.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`);
  // A broker alone never becomes ready, because the controllers need a majority.
  const started = await Promise.allSettled(
    ports.map((place) =>
      startBroker(jars.folder, { ...place, clusterId, voters }, { ...options, settings: REPLICATION }),
    ),
  );
  const brokers = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const stop = async () => void (await Promise.all(brokers.map((one) => one.stop())));
  const failed = started.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  return { brokers, addresses: brokers.map(({ address }) => address).join(','), stop };
}
