import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { authorityLayout, regionLayout } from '@waylight/deployment';
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

/** A Redis of a pair, with the users of `waylight region init`, set up by the commands of the manual. */
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
  const [replicaUser = ''] = readManualSteps('Replicas', 1);
  const first = join(root, 'redis-1');
  const second = join(root, 'redis-2');
  await mkdir(first);
  await copyUsers(join(root, 'region'), first);
  await runCommands(replicaUser, first);
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
      settings: serverSettings(folder, port),
      configFile: join(folder, 'redis.conf'),
    });
    if ('unavailable' in server) return server;
    open.adopt(server, (one) => one.stop());
    const link = open.adopt(await startTcpProxy(`127.0.0.1:${port}`), (one) => one.close());
    const password = (await runCommands('cat redis-admin-password', folder)).trim();
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

/** Writes the users and passwords that `waylight region init` creates. */
async function copyUsers(dir: string, folder: string): Promise<void> {
  const init = ['region', 'init', '--host', 'region.example.org', '--dir', dir, '--force'];
  await promisify(execFile)(process.execPath, [join(ROOT, 'packages/cli/bin/waylight.js'), ...init]);
  const { redis, serviceFiles, authority } = regionLayout(dir);
  for (const [name, file] of Object.entries({
    'users.acl': redis.users,
    'redis-admin-password': authorityLayout(authority).redisAdminPassword,
    'aggregation-password': serviceFiles('aggregation').redisPassword,
    'insights-password': serviceFiles('insights').redisPassword,
  }))
    await cp(file, join(folder, name));
}

/** The settings of `infra/compose/region.yaml`, and a second port without TLS for checks. */
const serverSettings = (folder: string, port: number): readonly string[] => [
  ...['--aclfile', join(folder, 'users.acl'), '--tls-port', String(port)],
  ...['--tls-cert-file', join(folder, 'redis.crt'), '--tls-key-file', join(folder, 'redis.key')],
  ...['--tls-ca-cert-file', join(folder, 'ca.crt'), '--tls-auth-clients', 'no'],
];
