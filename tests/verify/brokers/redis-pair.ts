import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freePort,
  type LocalServer,
  type MissingDependency,
  startOwnRedis,
  startTcpProxy,
  type TcpProxy,
  waitFor,
} from '@waylight/testing';
import { createTestAuthority, openRawRedis, ROOT } from '@waylight/tests-region';
import { readManualSteps, runCommands } from './manual-steps.ts';
import { hasRedisCli } from './redis-cli.ts';

/** A Redis of a pair, set up by the commands of the manual. */
export type PairedRedis = {
  readonly server: LocalServer;
  /** Its `redis.conf`, `users.acl`, certificates and passwords. */
  readonly folder: string;
  /** `127.0.0.1 PORT`, over TLS, as in the manual's commands. Replica and administrator use it. */
  readonly hostAndPort: string;
  /** The proxy at that address. */
  readonly link: TcpProxy;
  /** host:port, over TLS, past that proxy. */
  readonly tlsAddress: string;
  /** URL of the administrator on loopback without TLS, only for checks. */
  readonly address: string;
  readonly info: (section: string) => Promise<string>;
};

export type RedisPair = {
  readonly servers: readonly [PairedRedis, PairedRedis];
  readonly stop: () => Promise<void>;
};

const IN_SYNC_MS = 60_000;

/** Starts a primary and its replica, over TLS and with the shipped users. */
export async function startRedisPair(): Promise<RedisPair | MissingDependency> {
  await using open = new AsyncDisposableStack();
  const root = open.adopt(await mkdtemp(join(tmpdir(), 'waylight-redis-pair-')), (dir) =>
    rm(dir, { recursive: true, force: true }),
  );
  const [users = ''] = readManualSteps('Users of Redis', 1);
  const [replicaUser = ''] = readManualSteps('Replicas', 1);
  const [createUsers = '', startServer = ''] = users.split(/^(?=redis-server )/m);
  const first = join(root, 'redis-1');
  const second = join(root, 'redis-2');
  await mkdir(first);
  await symlink(join(ROOT, 'infra'), join(first, 'infra'));
  await runCommands(createUsers + replicaUser, first);
  const authority = await createTestAuthority('Authority of Redis');
  const { certificate, key } = await authority.issue('redis', 'server');
  const write = (name: string, text: string) => writeFile(join(first, name), text, { mode: 0o600 });
  await write('ca.crt', authority.certificate);
  await write('redis.crt', certificate);
  await write('redis.key', key);
  await cp(first, second, { recursive: true });

  const start = async (folder: string): Promise<PairedRedis | MissingDependency> => {
    const port = await freePort();
    const server = await startOwnRedis({
      settings: serverSettings(startServer, folder, port),
      configFile: join(folder, 'redis.conf'),
    });
    if ('unavailable' in server) return server;
    open.adopt(server, (one) => one.stop());
    const link = open.adopt(await startTcpProxy(`127.0.0.1:${port}`), (one) => one.close());
    const password = (await runCommands('cat redis-THE-ADMINISTRATOR', folder)).trim();
    const address = server.address.replace('//', `//waylight-redis-admin:${password}@`);
    return {
      server,
      folder,
      hostAndPort: link.address.replace(':', ' '),
      link,
      tlsAddress: `127.0.0.1:${port}`,
      address,
      info: async (section) => {
        const redis = await openRawRedis(address);
        try {
          return String(await redis.command('INFO', section));
        } finally {
          redis.close();
        }
      },
    };
  };
  const primary = await start(first);
  if ('unavailable' in primary) return primary;
  if (!hasRedisCli()) return { unavailable: 'the commands of the manual need redis-cli on the path' };
  await runCommands(`echo 'replicaof ${primary.hostAndPort}' >> redis.conf`, second);
  const replica = await start(second);
  if ('unavailable' in replica) return replica;
  await waitFor(
    'the replica to follow',
    async () => (await replica.info('replication')).includes('master_link_status:up'),
    { deadlineMs: IN_SYNC_MS, everyMs: 100 },
  );
  const opened = open.move();
  return { servers: [primary, replica], stop: () => opened.disposeAsync() };
}

/** The manual's arguments of `redis-server`, with a free port, and with a second port without TLS for checks. */
function serverSettings(startServer: string, folder: string, port: number): readonly string[] {
  const [, , ...words] = startServer.replaceAll('\\\n', ' ').trim().split(/\s+/);
  return words
    .join(' ')
    .replace('--port 0 ', '')
    .replace('6379', String(port))
    .split(' ')
    .map((word) => {
      const name = word.replaceAll('"', '').replace('$PWD/', '');
      return /\.(acl|crt|key)$/.test(name) ? join(folder, name) : name;
    });
}
