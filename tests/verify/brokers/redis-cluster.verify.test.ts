import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  freePort,
  type LocalServer,
  redisForTests,
  startOwnRedis,
  uniqueName,
  waitFor,
} from '@waylight/testing';
import {
  createRedisReleasedReader,
  createRedisReleasedStore,
  createRedisViewStore,
} from '@waylight/view-store';
import {
  type Administrator,
  administratorOf,
  releasedStoreConformance,
  viewStoreConformance,
} from '@waylight/view-store/conformance';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasRedisCli } from './redis-cli.ts';

const FORMED_MS = 60_000;

describe.skipIf('unavailable' in redisForTests() || !hasRedisCli())('with a Redis Cluster of three', () => {
  const servers: LocalServer[] = [];
  const url = () => servers.map(({ address }) => address);
  /** Works on each primary in turn, because a command for keys must reach the server of these keys. */
  const onEach = <T>(work: (admin: Administrator, server: number) => Promise<T>): Promise<T[]> =>
    Promise.all(servers.map(({ address }, n) => administratorOf(address)((admin) => work(admin, n))));

  beforeAll(async () => {
    for (let n = 0; n < 3; n++) {
      const busPort = String(await freePort());
      const server = await startOwnRedis({
        settings: ['--cluster-enabled', 'yes', '--cluster-port', busPort],
      });
      if ('unavailable' in server) throw new Error(server.unavailable);
      servers.push(server);
    }
    const hosts = servers.map(({ address }) => new URL(address).host);
    await promisify(execFile)('redis-cli', ['--cluster', 'create', ...hosts, '--cluster-yes'], {
      timeout: FORMED_MS,
    });
    await waitFor(
      'the cluster to be formed',
      async () => {
        const states = await onEach((admin) => admin.command('CLUSTER', 'INFO'));
        return states.every((state) => String(state).includes('cluster_state:ok'));
      },
      { deadlineMs: FORMED_MS, everyMs: 100 },
    );
  });
  afterAll(() => Promise.all(servers.map((one) => one.stop())));

  it('spreads the partitions over all servers', async () => {
    const namespace = uniqueName('spread');
    const store = await createRedisViewStore({ url: url(), namespace });
    for (let n = 0; n < 24; n++) await store.generation('g1').claim(`reports.v1.MK:${n}`);
    await store.close();
    const counts = await onEach(async (admin) => (await admin.keys(`wl:${namespace}:*:meta`)).length);
    expect(counts.reduce((sum, count) => sum + count)).toBe(24);
    expect(Math.min(...counts)).toBeGreaterThan(0);
  });

  viewStoreConformance('Redis Cluster', async () => {
    const namespace = uniqueName('conformance');
    const pattern = `wl:${namespace}:*`;
    let copies: readonly ReadonlyMap<string, Buffer>[] = [];
    return {
      open: () => createRedisViewStore({ url: url(), namespace }),
      saveCopy: async () => {
        copies = await onEach((admin) => admin.copyOf(pattern));
      },
      restoreCopy: async () =>
        void (await onEach((admin, n) => admin.restore(pattern, copies[n] ?? new Map()))),
      remove: async () => void (await onEach((admin) => admin.remove(pattern))),
    };
  });

  releasedStoreConformance('Redis Cluster', async () => {
    const namespace = uniqueName('conformance');
    return {
      open: () => createRedisReleasedStore({ url: url(), namespace }),
      openReader: () => createRedisReleasedReader({ url: url(), namespace }),
      remove: async () => void (await onEach((admin) => admin.remove(`wl:${namespace}:*`))),
    };
  });
});
