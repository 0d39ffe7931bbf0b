import { type LocalServer, redisForTests, startOwnRedis, uniqueName } from '@waylight/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fill, partition, plainCells } from '../conformance/subject.ts';
import { administratorOf } from './administrator-for-tests.ts';
import { aggregationAcl, defaultUserAcl } from './keys.ts';
import { createRedisViewStore } from './view-store.ts';

describe.skipIf('unavailable' in redisForTests())('Redis with a disabled user `default`', () => {
  const username = 'waylight-aggregation';
  const password = 'a-password-for-one-test';
  const namespace = uniqueName('restart');
  let server: LocalServer;

  beforeEach(async () => {
    const started = await startOwnRedis();
    if ('unavailable' in started) throw new Error(started.unavailable);
    server = started;
  });
  afterEach(() => server.stop());

  const setUsers = (ofDefault: readonly string[], ...after: string[][]) =>
    administratorOf(server.address)(async (admin) => {
      const ofWorker = ['reset', `>${password}`, ...aggregationAcl(namespace)];
      await admin.command('ACL', 'SETUSER', username, ...ofWorker);
      await admin.command('ACL', 'SETUSER', 'default', ...ofDefault);
      for (const command of after) await admin.command(...command);
    });
  const open = () => createRedisViewStore({ url: server.address, namespace, username, password });

  test('a restart keeps commits', async () => {
    await setUsers(defaultUserAcl(), ['ACL', 'SAVE']);
    const cells = { 'o2025-03': { a: '1', b: '2' } };
    const before = await open();
    expect(await before.checkServer()).toEqual([]);
    await fill(before.generation('g1'), partition, 1, cells);
    await before.close();
    await server.kill();
    await server.start();
    const after = await open();
    const { position, buckets } = await after.generation('g1').snapshot(partition);
    expect(position?.offset).toBe(1);
    expect(plainCells(buckets)).toEqual(cells);
    await after.close();
  });

  test('a user `default` without permissions is reported, because a restart would lose commits', async () => {
    await setUsers(['reset']);
    const store = await open();
    expect(await store.checkServer()).toEqual([
      'the user default may not write and should be "off resetpass ~* &* +@all": commits are lost when the server restarts',
    ]);
    await store.close();
  });
});
