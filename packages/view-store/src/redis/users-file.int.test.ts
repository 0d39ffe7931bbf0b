import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalServer, redisForTests, startOwnRedis } from '@waylight/testing';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ViewStoreUnavailableError } from '../errors.ts';
import { findExcessPermissions, hasAnonymousAccess } from './excess-permissions.ts';
import { defaultUserAcl, rawKeys, releasedKeys } from './keys.ts';

const SHIPPED = new URL('../../../../infra/redis/users.acl', import.meta.url);
const PASSWORD = 'a-password-for-one-test';
const USERS = ['waylight-aggregation', 'waylight-insights'] as const;

const raw = rawKeys('waylight').partition('g1', 'reports.v1.MK:0');
const { status } = releasedKeys('waylight');
const OTHER = 'wl:another-namespace:{released}:status';

/** Commands that concern the whole server, keys of other users, or permissions. */
const ABOUT_THE_SERVER = [
  ...[['KEYS', '*'], ['SCAN', '0'], ['DBSIZE'], ['RANDOMKEY'], ['SWAPDB', '0', '1'], ['FLUSHALL']],
  ...[['MONITOR'], ['SUBSCRIBE', 'x'], ['PSUBSCRIBE', '*'], ['PUBLISH', 'x', 'y'], ['CLIENT', 'LIST']],
  ...[
    ['CONFIG', 'SET', 'save', ''],
    ['CONFIG', 'REWRITE'],
    ['DEBUG', 'SLEEP', '0'],
    ['SLOWLOG', 'GET'],
  ],
  ...[
    ['ACL', 'LIST'],
    ['ACL', 'GETUSER', 'default'],
    ['ACL', 'SETUSER', 'x'],
    ['ACL', 'LOG'],
    ['ACL', 'SAVE'],
  ],
  ...[['SAVE'], ['BGREWRITEAOF'], ['REPLICAOF', 'NO', 'ONE'], ['PSYNC', '?', '-1'], ['SHUTDOWN', 'NOSAVE']],
  ...[
    ['MODULE', 'LIST'],
    ['FUNCTION', 'LIST'],
    ['SCRIPT', 'FLUSH'],
    ['MEMORY', 'USAGE', status],
  ],
];

const LOOKING_AT = (key: string) => [
  ...[
    ['GET', key],
    ['HGETALL', key],
    ['HGET', key, 'x'],
    ['HMGET', key, 'x'],
    ['DUMP', key],
    ['TYPE', key],
  ],
  ...[
    ['OBJECT', 'ENCODING', key],
    ['SORT', key],
    ['MIGRATE', 'x', '1', key, '0', '1'],
    ['HSCAN', key, '0'],
  ],
  ['EVAL', "return redis.call('HGETALL', KEYS[1])", '1', key],
  // The script does not declare its keys.
  ['EVAL', `return redis.call('HGETALL', '${key}')`, '0'],
];

const REFUSED: Readonly<Record<(typeof USERS)[number], readonly (readonly string[])[]>> = {
  'waylight-aggregation': [
    ...ABOUT_THE_SERVER,
    ...LOOKING_AT(OTHER),
    ...[
      ['DUMP', raw.meta],
      ['COPY', raw.meta, OTHER],
      ['COPY', OTHER, raw.meta],
      ['HSET', OTHER, 'x', 'y'],
    ],
    ['EVAL', "return redis.call('KEYS', '*')", '0'],
    ['EVAL', "return redis.call('FLUSHALL')", '0'],
  ],
  'waylight-insights': [
    ...ABOUT_THE_SERVER,
    ...LOOKING_AT(raw.meta),
    ...LOOKING_AT(raw.cells('o2025-03')),
    ...LOOKING_AT(raw.frozenCells('m2025-03', 'o2025-03')),
    ...LOOKING_AT(OTHER),
    ...[['INFO'], ['CONFIG', 'GET', '*'], ['TIME'], ['ACL', 'DRYRUN', 'default', 'PING']],
    ...[
      ['HSET', status, 'x', 'forged'],
      ['DEL', status],
      ['COPY', raw.meta, status],
      ['HSCAN', status, '0'],
    ],
  ],
};

describe.skipIf('unavailable' in redisForTests())('the shipped users file of Redis', () => {
  let server: LocalServer;
  let folder: string;
  let shipped: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waylight-users-'));
    shipped = await readFile(SHIPPED, 'utf8');
    const digest = createHash('sha256').update(PASSWORD).digest('hex');
    const users = join(folder, 'users.acl');
    await writeFile(users, shipped.replaceAll(/#SHA256-OF-[A-Z-]+/g, `#${digest}`));
    const started = await startOwnRedis({ settings: ['--aclfile', users, '--enable-debug-command', 'yes'] });
    if ('unavailable' in started) throw new Error(started.unavailable);
    server = started;
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true });
  });

  const as = async <T>(
    username: string | undefined,
    work: (send: (...args: string[]) => Promise<unknown>) => Promise<T>,
  ) => {
    const client = createClient({
      url: server.address,
      ...(username === undefined ? {} : { username, password: PASSWORD }),
      RESP: 2,
      disableClientInfo: true,
      maintNotifications: 'disabled',
      socket: { reconnectStrategy: false },
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work((...args) => client.sendCommand(args));
    } finally {
      client.destroy();
    }
  };

  test('a connection without a user has no permission', async () => {
    for (const command of [['PING'], ['GET', status], ['KEYS', '*'], ['ACL', 'WHOAMI']])
      await expect(as(undefined, (send) => send(...command))).rejects.toThrow(/NOAUTH/);
    await expect(as('default', (send) => send('PING'))).rejects.toThrow(/WRONGPASS/);
  });

  test('`hasAnonymousAccess` detects a user `default` without a password', async () => {
    const url = server.address.replace('//', `//waylight-insights:${PASSWORD}@`);
    expect(await hasAnonymousAccess({ url })).toBe(false);
    const set = (...rules: string[]) =>
      as('waylight-redis-admin', (send) => send('ACL', 'SETUSER', 'default', ...rules));
    try {
      await set('on', 'nopass');
      expect(await hasAnonymousAccess({ url })).toBe(true);
      // This also applies if the user has no permissions.
      await set('-@all');
      expect(await hasAnonymousAccess({ url })).toBe(true);
      expect(await findExcessPermissions({ url, namespace: 'waylight' }, 'insights')).toEqual([]);
    } finally {
      await set('reset', ...defaultUserAcl());
    }
    expect(await hasAnonymousAccess({ url })).toBe(false);
    await expect(hasAnonymousAccess({ url: 'redis://127.0.0.1:1', connectTimeoutMs: 500 })).rejects.toThrow(
      ViewStoreUnavailableError,
    );
  });

  test.each(USERS)('%s is rejected for everything that it does not need', async (user) => {
    await as('waylight-redis-admin', async (send) => {
      for (const key of [OTHER, raw.meta, status]) await send('HSET', key, 'x', 'y');
    });
    for (const command of REFUSED[user])
      await expect(
        as(user, (send) => send(...command)),
        command.join(' '),
      ).rejects.toThrow(/NOPERM|The user executing the script can't|ACL failure in script/);
  });

  test.each(USERS)(
    '%s may use the commands of its line in the file, and no other commands of this server',
    async (user) => {
      const line = shipped.split('\n').find((one) => one.startsWith(`user ${user} `)) ?? '';
      const granted = [...line.matchAll(/ \+([a-z|]+)/g)].map(([, name]) => name);
      await as('waylight-redis-admin', async (send) => {
        const commands = (await send('COMMAND')) as [string, number, ...unknown[]][];
        const all = commands.flatMap(([name, arity, ...rest]) => {
          const parts = (rest[7] ?? []) as [string, number][];
          return parts.length > 0
            ? parts.map(([part, partArity]) => [part, partArity] as const)
            : [[name, arity] as const];
        });
        expect(all.length).toBeGreaterThan(300);
        const allowed: string[] = [];
        for (const [name, arity] of all) {
          const words = name.split('|');
          const args = Array.from({ length: Math.abs(arity) - words.length }, () => '1');
          const reply = String(await send('ACL', 'DRYRUN', user, ...words, ...args));
          if (!/has no permissions to run/.test(reply)) allowed.push(name);
        }
        // Every user may log in and disconnect.
        expect(allowed.toSorted()).toEqual([...granted, 'auth', 'hello', 'quit', 'reset'].toSorted());
      });
    },
  );

  test('with the shipped file, which has no passwords, the server does not start', async () => {
    const settings = ['--aclfile', join(folder, 'unfinished.acl')];
    await writeFile(join(folder, 'unfinished.acl'), shipped);
    await expect(startOwnRedis({ settings })).rejects.toThrow(/did not start/);
  });
});
