import { redisForTests, uniqueName } from '@waylight/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bytes, fill, partition, textOf } from '../conformance/subject.ts';
import { administratorOf } from './administrator-for-tests.ts';
import { connectRedis } from './connection.ts';
import { findExcessPermissions } from './excess-permissions.ts';
import { aggregationAcl, rawKeys, releasedKeys, releasedReaderAcl } from './keys.ts';
import { createRedisReleasedReader, createRedisReleasedStore } from './released.ts';
import { createRedisViewStore } from './view-store.ts';

const server = redisForTests();
const url = 'address' in server ? server.address : '';
const withAdministrator = administratorOf(url);

describe.skipIf('unavailable' in server)('Redis access rules', () => {
  const password = 'a-password-for-one-test';
  let namespace: string;
  let reader: string;
  let worker: string;

  beforeEach(async () => {
    namespace = uniqueName('access');
    reader = uniqueName('insights');
    worker = uniqueName('aggregation');
    await withAdministrator(async (admin) => {
      await admin.command('ACL', 'SETUSER', reader, 'reset', `>${password}`, ...releasedReaderAcl(namespace));
      await admin.command('ACL', 'SETUSER', worker, 'reset', `>${password}`, ...aggregationAcl(namespace));
    });
  });

  afterEach(() =>
    withAdministrator(async (admin) => {
      await admin.command('ACL', 'DELUSER', reader, worker);
      await admin.remove(`wl:${namespace}:*`);
    }),
  );

  test("aggregation's rules permit everything that the stores need", async () => {
    const options = { url, namespace, username: worker, password };
    const store = await createRedisViewStore(options);
    const raw = store.generation('g1');
    await fill(raw, partition, 1, { 'o2025-03': { a: '1' } });
    for (const freezeId of ['one', 'two']) {
      const freeze = { periodId: 'm2025-03', freezeId };
      await raw.freeze(partition, freeze, ['o2025-03']);
      await store.selectFreeze(freeze, { generation: 'g1', partitions: [partition] });
      await store.putDecision(freeze, bytes('drawn'));
    }
    expect((await store.readFrozenPeriod('m2025-03'))?.sets?.size).toBe(1);
    await store.dropUnselectedFreezes();
    await store.dropFreeze({ periodId: 'm2025-03', freezeId: 'one' });
    expect(await store.selectedFreezes()).toEqual([]);
    await raw.snapshot(partition);
    for await (const rows of raw.scan(partition, 'o2025-03')) expect(rows).toHaveLength(1);
    await store.flip(null, 'g2');
    await store.acquireLease('release', 'one', 1_000);
    await store.releaseLease('release', 'one');
    await store.dropGeneration('g1');
    expect(await store.checkServer()).toEqual([]);
    await store.close();
    const released = await createRedisReleasedStore(options);
    await released.putStatus('nodes', bytes('a'));
    await released.close();
  });

  test('excess permissions are reported, and required ones are not', async () => {
    const as = (username: string) => ({ url, namespace, username, password });
    expect(await findExcessPermissions(as(worker), 'aggregation')).toEqual([]);
    expect(await findExcessPermissions(as(reader), 'insights')).toEqual([]);
    expect(await findExcessPermissions(as(worker), 'insights')).toEqual([
      expect.stringMatching(/^HGETALL /),
      expect.stringMatching(/^GET .*:live$/),
      ...['SET', 'HSET', 'HDEL', 'DEL', 'UNLINK', 'SREM'].map((command) =>
        expect.stringMatching(new RegExp(`^${command} .*:\\{released\\}:`)),
      ),
      'EVAL return 1 0',
    ]);
    expect(await findExcessPermissions({ url, namespace }, 'insights')).toHaveLength(26);
    await withAdministrator((admin) => admin.command('ACL', 'SETUSER', reader, '+scan'));
    expect(await findExcessPermissions(as(reader), 'insights')).toEqual(['SCAN 0 COUNT 1']);
  });

  test('a permission to forge releases is reported, without a write', async () => {
    const widened = releasedReaderAcl(namespace).map((rule) => rule.replace('%R~', '~'));
    for (const command of ['set', 'mset', 'hset', 'hdel', 'del', 'unlink', 'srem', 'keys', 'eval']) {
      await withAdministrator((admin) =>
        admin.command('ACL', 'SETUSER', reader, 'reset', `>${password}`, ...widened, `+${command}`),
      );
      const answered = await findExcessPermissions(
        { url, namespace, username: reader, password },
        'insights',
      );
      expect([command, ...answered]).toEqual([
        command,
        expect.stringMatching(new RegExp(`^${command} `, 'i')),
      ]);
    }
    expect(await withAdministrator((admin) => admin.keys(`wl:${namespace}:*`))).toEqual([]);
    expect(await withAdministrator((admin) => admin.keys('a-key-of-nobody'))).toEqual([]);
  });

  test('the reader of released tables can read them, and read or write nothing else', async () => {
    const store = await createRedisViewStore({ url, namespace });
    const raw = store.generation('g1');
    await fill(raw, partition, 1, { 'o2025-03': { a: '1' } });
    await raw.freeze(partition, { periodId: 'm2025-03', freezeId: 'one' }, ['o2025-03']);
    await store.flip(null, 'g1');
    await store.close();
    const released = await createRedisReleasedStore({ url, namespace });
    await released.putTable({ id: 't', index: { period: '2025-03' }, body: bytes('five') });
    await released.putPublicRecord({ bucket: '2025', version: 1, body: bytes('record') });
    const revision = await released.revision();
    await released.close();

    const options = { url, namespace, username: reader, password };
    const insights = await createRedisReleasedReader(options);
    await insights.ping();
    expect(await insights.revision()).toBe(revision);
    expect(await insights.listReleases()).toHaveLength(1);
    expect(textOf((await insights.readRelease('t'))?.body)).toBe('five');
    expect(await insights.readPublicRecord()).toHaveLength(1);
    expect(await insights.readPublicRecord(['2025'])).toHaveLength(1);
    expect(await insights.readStatus('nodes')).toBeNull();
    await insights.close();

    const keys = rawKeys(namespace).partition('g1', partition);
    const freeze = rawKeys(namespace).partition('one', partition);
    const { status, tables } = releasedKeys(namespace);
    const forbidden = [
      ['HGETALL', keys.cells('o2025-03')],
      ['HGET', keys.meta, 'position'],
      ['HGETALL', keys.contributions],
      ['HGETALL', freeze.frozen('m2025-03')],
      ['HGETALL', freeze.frozenCells('m2025-03', 'o2025-03')],
      ['HGETALL', rawKeys(namespace).selected],
      ['GET', rawKeys(namespace).decision('m2025-03')],
      ['GET', rawKeys(namespace).live],
      ['HGETALL', `wl:${namespace}-other:{released}:index`],
      ['HSET', status, 'nodes', 'forged'],
      ['HDEL', tables, 't'],
      ['KEYS', '*'],
      ['SCAN', '0'],
      ['EVAL', "return redis.call('HGETALL', KEYS[1])", '1', keys.contributions],
      ['COPY', keys.contributions, `${status}-copy`],
      ['MONITOR'],
      ['CONFIG', 'GET', '*'],
      ['ACL', 'LIST'],
    ];
    const redis = await connectRedis(options);
    for (const args of forbidden) {
      await expect(redis.call(args[1] ?? '', args), args.join(' ')).rejects.toThrow(/NOPERM/);
    }
    await redis.close();
  });
});
