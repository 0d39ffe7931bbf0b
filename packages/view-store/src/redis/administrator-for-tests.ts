import { Buffer } from 'node:buffer';
import { createClient, RESP_TYPES } from 'redis';

export type Administrator = {
  command(...args: (string | Buffer)[]): Promise<unknown>;
  keys(pattern: string): Promise<string[]>;
  copyOf(pattern: string): Promise<Map<string, Buffer>>;
  restore(pattern: string, copy: ReadonlyMap<string, Buffer>): Promise<void>;
  remove(pattern: string): Promise<void>;
};

/** Creates a client with more permissions than the store's. It can list keys and restore them. */
export function administratorOf(url: string) {
  return async <T>(work: (admin: Administrator) => Promise<T>): Promise<T> => {
    const client = createClient({ url });
    await client.connect();
    const binary = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
    const admin: Administrator = {
      command: (...args) => client.sendCommand(args),
      keys: async (pattern) => {
        const found: string[] = [];
        for await (const keys of client.scanIterator({ MATCH: pattern, COUNT: 1_000 })) found.push(...keys);
        return found;
      },
      copyOf: async (pattern) => {
        const copy = new Map<string, Buffer>();
        for (const key of await admin.keys(pattern)) {
          const dump: unknown = await binary.sendCommand(['DUMP', key]);
          if (Buffer.isBuffer(dump)) copy.set(key, dump);
        }
        return copy;
      },
      restore: async (pattern, copy) => {
        await admin.remove(pattern);
        for (const [key, dump] of copy) await client.sendCommand(['RESTORE', key, '0', dump]);
      },
      remove: async (pattern) => {
        // One by one, because a cluster accepts no command for keys of several slots.
        const keys = await admin.keys(pattern);
        await Promise.all(keys.map((key) => client.unlink(key)));
      },
    };
    try {
      return await work(admin);
    } finally {
      await client.close();
    }
  };
}
