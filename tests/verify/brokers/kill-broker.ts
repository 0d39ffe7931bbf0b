import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type KafkaCluster, waitFor } from '@waylight/testing';
import kafkajs from 'kafkajs';
import type { FaultKind } from '../faults/fault-kind.ts';
import type { ReplicatedRegion } from './replicated-region.ts';

const IN_SYNC_MS = 120_000;

/** One of three brokers is killed, and starts again on the same data. */
export const killBroker: FaultKind<ReplicatedRegion> = {
  name: 'kill-broker',
  // Longer than the nine seconds after which the controller moves the leaders of a broker without heartbeats.
  durationMs: [12_000, 15_000],
  timesPerRound: 4,
  variants: ['broker 1', 'broker 2', 'broker 3', 'the controller'],
  inject: async ({ cluster }, _random, _signal, variant) => {
    const id = variant === 'the controller' ? await findController(cluster) : Number(variant.split(' ')[1]);
    const broker = cluster.brokers[id - 1];
    if (broker === undefined) throw new Error(`there is no broker ${id}`);
    await broker.kill();
    let missing = 0;
    return {
      what: `SIGKILL to broker ${id}`,
      heal: async () => {
        missing = await countUnderReplicated(cluster);
        await broker.start();
        await waitUntilInSync(cluster);
      },
      observations: () => ({ 'partitions with two replicas in sync': missing }),
      violations: () => (missing === 0 ? ['no partition lost a replica'] : []),
    };
  },
};

/** Waits until each partition has three replicas in sync. */
export async function waitUntilInSync(cluster: KafkaCluster): Promise<void> {
  await waitFor('all replicas to be in sync', async () => (await countUnderReplicated(cluster)) === 0, {
    deadlineMs: IN_SYNC_MS,
    everyMs: 500,
  });
}

/** Counts the partitions of all topics that have fewer than three replicas in sync. */
async function countUnderReplicated({ addresses }: KafkaCluster): Promise<number> {
  const { Kafka, logLevel } = kafkajs;
  const admin = new Kafka({ brokers: addresses.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const { topics } = await admin.fetchTopicMetadata();
    return topics.flatMap(({ partitions }) => partitions).filter(({ isr }) => isr.length < 3).length;
  } finally {
    await admin.disconnect();
  }
}

/** Returns the node id of the active controller, as the brokers know it on their disks. */
async function findController({ brokers }: KafkaCluster): Promise<number> {
  const states = await Promise.all(
    brokers.map(async ({ folder }) => {
      const file = join(folder, 'data', '__cluster_metadata-0', 'quorum-state');
      return JSON.parse(await readFile(file, 'utf8')) as { leaderId: number; leaderEpoch: number };
    }),
  );
  const { leaderId } = states.reduce((a, b) => (b.leaderEpoch > a.leaderEpoch ? b : a));
  if (leaderId < 1) throw new Error('the brokers have no controller');
  return leaderId;
}
