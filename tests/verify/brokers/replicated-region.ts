import { join } from 'node:path';
import type { NodeCountry } from '@waylight/contracts';
import {
  type KafkaCluster,
  type MissingDependency,
  startKafkaCluster,
  startTcpProxy,
} from '@waylight/testing';
import { startRegion } from '@waylight/tests-region';
import { createExtraRecords } from '../faults/extra-records.ts';
import type { CheckedRegion } from '../faults/faulty-region.ts';
import { createSupervisor } from '../faults/supervisor.ts';
import { type PairedRedis, startRedisPair } from './redis-pair.ts';

/** A region that survives the loss of a machine: three brokers, and a Redis with a replica behind one address. */
export type ReplicatedRegion = CheckedRegion & {
  readonly cluster: KafkaCluster;
  readonly redis: {
    readonly primary: () => PairedRedis;
    readonly replica: () => PairedRedis;
    /** Lets the address of all services lead to this server. Open connections are kept. */
    readonly moveAddress: (to: PairedRedis) => void;
  };
  readonly stop: () => Promise<void>;
};

const COUNTRIES: readonly NodeCountry[] = ['MK', 'RS'];

/** Starts everything, or returns the dependency that this machine lacks. */
export async function startReplicatedRegion(): Promise<ReplicatedRegion | MissingDependency> {
  await using open = new AsyncDisposableStack();
  const pair = await startRedisPair();
  if ('unavailable' in pair) return pair;
  open.adopt(pair, (one) => one.stop());
  let [primary, replica] = pair.servers;
  const address = open.adopt(await startTcpProxy(primary.tlsAddress), (one) => one.close());
  const cluster = await startKafkaCluster();
  if ('unavailable' in cluster) return cluster;
  open.adopt(cluster, (one) => one.stop());
  const [kafka] = cluster.brokers;
  if (kafka === undefined) throw new Error('the cluster has no broker');

  const caFile = join(primary.folder, 'ca.crt');
  const region = await startRegion({
    run: 'processes',
    log: kafka.address,
    store: primary.address,
    redisPasswords: {
      aggregation: join(primary.folder, 'aggregation-password'),
      insights: join(primary.folder, 'insights-password'),
    },
    ownsDependencies: true,
    nodes: COUNTRIES,
    workers: 2,
    env: {
      aggregation: {
        WAYLIGHT_AGGREGATION_REDIS_CA_FILE: caFile,
        WAYLIGHT_AGGREGATION_REDIS_REPLICAS: '1',
      },
      insights: { WAYLIGHT_INSIGHTS_REDIS_CA_FILE: caFile },
    },
    overrides: () => ({ log: cluster.addresses, store: `rediss://${address.address}` }),
  });
  open.adopt(region, (one) => one.stop());
  const supervisor = open.adopt(createSupervisor(region.processes()), (one) => one.stop());
  const opened = open.move();
  return {
    region,
    countries: COUNTRIES,
    kafka,
    stores: { primary: () => primary },
    supervisor,
    extras: createExtraRecords(),
    links: new Map(),
    linksWith: () => [],
    nodePort: (country) => region.ports.intake(country),
    cluster,
    redis: {
      primary: () => primary,
      replica: () => replica,
      moveAddress: (to) => {
        if (to === replica) [primary, replica] = [replica, primary];
        address.retarget(to.tlsAddress);
      },
    },
    stop: () => opened.disposeAsync(),
  };
}
