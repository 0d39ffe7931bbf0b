import { redisForTests, uniqueName } from '@waylight/testing';
import { describe } from 'vitest';
import { releasedStoreConformance, viewStoreConformance } from '../conformance.ts';
import { administratorOf } from './administrator-for-tests.ts';
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
});
