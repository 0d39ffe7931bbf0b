import { redisForTests, uniqueName } from '@waylight/testing';
import { describe, expect, test } from 'vitest';
import { bytes, partition } from '../conformance/subject.ts';
import { expectPeriodsOf040, OF_040 } from '../conformance/version-0-4-0.ts';
import { releasedStoreConformance, viewStoreConformance } from '../conformance.ts';
import type { Freeze } from '../port.ts';
import { administratorOf } from './administrator-for-tests.ts';
import { rawKeys } from './keys.ts';
import { createRedisReleasedReader, createRedisReleasedStore } from './released.ts';
import { createRedisViewStore } from './view-store.ts';

const server = redisForTests();
const url = 'address' in server ? server.address : '';
const withAdministrator = administratorOf(url);

describe.skipIf('unavailable' in server)('with a real Redis', () => {
  viewStoreConformance('Redis', async () => {
    const namespace = uniqueName('conformance');
    const pattern = `wl:${namespace}:*`;
    let copy: ReadonlyMap<string, Buffer> = new Map();
    return {
      open: () => createRedisViewStore({ url, namespace }),
      saveCopy: async () => {
        copy = await withAdministrator((admin) => admin.copyOf(pattern));
      },
      restoreCopy: () => withAdministrator((admin) => admin.restore(pattern, copy)),
      remove: () => withAdministrator((admin) => admin.remove(pattern)),
    };
  });

  releasedStoreConformance('Redis', async () => {
    const namespace = uniqueName('conformance');
    return {
      open: () => createRedisReleasedStore({ url, namespace }),
      openReader: () => createRedisReleasedReader({ url, namespace }),
      remove: () => withAdministrator((admin) => admin.remove(`wl:${namespace}:*`)),
    };
  });

  test('a freeze that lost a set is replaced, and removed freezes leave no key', async () => {
    const namespace = uniqueName('freezes');
    const store = await createRedisViewStore({ url, namespace });
    const [one, two, three] = ['one', 'two', 'three'].map((freezeId) => ({ periodId: 'm2025-03', freezeId }));
    const select = async (freeze: Freeze) => {
      await store.generation('g1').freeze(partition, freeze, ['o2025-03']);
      await store.selectFreeze(freeze, { generation: 'g1', partitions: [partition] });
    };
    await select(one!);
    const { frozen } = rawKeys(namespace).partition('one', partition);
    await withAdministrator(({ command }) => command('DEL', frozen('m2025-03')));
    expect(await store.readFrozenPeriod('m2025-03')).toEqual({ ...one!, sets: null });
    expect(await store.putDecision(one!, bytes('one'))).toBeNull();
    await store.dropFreeze(one!);
    await select(two!);
    expect((await store.readFrozenPeriod('m2025-03'))?.sets?.size).toBe(1);
    await select(three!);
    await store.dropFreeze(two!);
    await store.dropUnselectedFreezes();
    expect(await withAdministrator((admin) => admin.keys(`wl:${namespace}:*`))).toEqual([]);
    await store.close();
  });

  test('reads frozen periods and decisions of version 0.4.0, and removes all of their keys', async () => {
    const namespace = uniqueName('of-040');
    const { position, decided, undecided, decision, cell } = OF_040;
    const root = `wl:${namespace}:raw`;
    const base = `${root}:g:g1:{${partition}}`;
    const kept = JSON.stringify({ generation: 'g1', partitions: [partition] });
    await withAdministrator(async ({ command }) => {
      await command('SADD', `${root}:generations`, 'g1');
      await command('SADD', `${root}:g:g1:partitions`, partition);
      await command('HSET', `${base}:meta`, 'epoch', '1', 'position', position);
      for (const period of [decided, undecided]) {
        await command('SADD', `${base}:periods`, period);
        await command('HSET', `${base}:frozen-cells:${period}|${cell.bucket}`, cell.field, cell.value);
        const buckets = JSON.stringify([cell.bucket]);
        await command('HSET', `${base}:frozen:${period}`, 'buckets', buckets, 'position', position);
        await command('HSET', `${root}:kept`, period, kept);
      }
      await command('SET', `${root}:decision:${decided}`, decision);
    });
    const store = await createRedisViewStore({ url, namespace });
    await expectPeriodsOf040(store);
    await store.close();
    const keys = await withAdministrator((admin) => admin.keys(`wl:${namespace}:*`));
    expect(keys).toEqual([`${root}:live`]);
    await withAdministrator((admin) => admin.remove(`wl:${namespace}:*`));
  });
});
