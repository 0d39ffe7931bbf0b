import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTestingConfig } from './config.ts';
import type {
  Containers,
  MissingDependency,
  RunningDependency,
  StartDependencyOptions,
  StartedDependency,
  StartOptions,
} from './dependency.ts';
import { loopbackNetwork, tryStartContainer } from './dependency-containers.ts';
import { startContainer } from './docker.ts';
import { freePort } from './free-port.ts';
import { type LocalServer, startLocalServer } from './local-server.ts';
import { findOrInstallRedis } from './redis-server.ts';
import { isServerResponding } from './wait.ts';

/** The settings of a region: an acknowledged write is on disk, and nothing is evicted. */
const SETTINGS = [
  '--appendonly',
  'yes',
  '--appendfsync',
  'always',
  '--maxmemory-policy',
  'noeviction',
  '--save',
  '',
  // Cells of a month are written one by one, and with a listpack the server needs twice the time for this.
  '--hash-max-listpack-entries',
  '128',
];

/** A real Redis: from the environment, in a container, or as a local process. The address is a URL. */
export async function startRedis(options: StartDependencyOptions = {}): Promise<StartedDependency> {
  const config = readTestingConfig();
  if (config.redisUrl !== undefined) return { address: config.redisUrl, stop: async () => {} };
  const { containers } = options;
  const docker =
    containers === undefined
      ? undefined
      : await tryStartContainer('Redis', () => startRedisContainer(containers));
  if (docker !== undefined) return docker;
  const server = findOrInstallRedis();
  if ('unavailable' in server) {
    return {
      unavailable: `Redis needs WAYLIGHT_TEST_REDIS=redis://host:port, or Docker with ${config.redisImage}, or ${server.unavailable}`,
    };
  }
  return startLocalRedis(server.program, options);
}

export type OwnRedisOptions = StartOptions & {
  /** Settings that follow the default ones, as on the command line: `['--maxmemory', '64mb']`. */
  readonly settings?: readonly string[];
  /** A configuration file, which the server may rewrite. The settings of the command line take precedence. */
  readonly configFile?: string;
  /** Folder for the server's data, such as on a small disk. Default: a new folder. */
  readonly dataFolder?: string;
};

/** Starts a Redis that a test may kill and stop. It is never the Redis of the environment. */
export async function startOwnRedis(options: OwnRedisOptions = {}): Promise<LocalServer | MissingDependency> {
  const server = findOrInstallRedis({ tls: usesTls(options) });
  if ('unavailable' in server) return { unavailable: `Redis needs ${server.unavailable}` };
  return startLocalRedis(server.program, options);
}

const usesTls = ({ settings = [] }: OwnRedisOptions): boolean => settings.includes('--tls-port');

async function startLocalRedis(program: string, options: OwnRedisOptions): Promise<LocalServer> {
  const { signal, settings = [], configFile, dataFolder } = options;
  const folder = await mkdtemp(join(tmpdir(), 'waylight-redis-'));
  const cleanUp = () => rm(folder, { recursive: true, force: true });
  const port = await freePort();
  const logFile = join(folder, 'redis.log');
  // Saved users survive a restart, as in a deployment.
  const users = join(folder, 'users.acl');
  await writeFile(users, '');
  const own = ['--port', String(port), '--bind', '127.0.0.1', '--daemonize', 'no'];
  const places = ['--dir', dataFolder ?? folder, '--aclfile', users];
  // A server that requires a user replies with NOAUTH, which also means that it is ready.
  const pong = (answer: Buffer) => /^(\+PONG|-NOAUTH)/.test(answer.toString());
  return startLocalServer({
    name: 'Redis',
    address: `redis://127.0.0.1:${port}`,
    // A server with TLS has the real date, because it does not start under a shifted date.
    command: 'env',
    args: [
      ...(usesTls(options) ? ['-u', 'LD_PRELOAD'] : []),
      ...[
        program,
        ...(configFile === undefined ? [] : [configFile]),
        ...own,
        ...places,
        ...SETTINGS,
        ...settings,
      ],
    ],
    logFile,
    isReady: () => isServerResponding('127.0.0.1', port, Buffer.from('PING\r\n'), pong),
    wait: { signal, deadlineMs: 20_000, everyMs: 50 },
    cleanUp,
  }).catch(async (cause) => {
    const log = await readFile(logFile, 'utf8').catch(() => '');
    await cleanUp();
    throw new Error(`Redis did not start: ${log.slice(-2_000)}`, { cause });
  });
}

async function startRedisContainer({ host, areOurs, images }: Containers): Promise<RunningDependency> {
  const port = await freePort();
  const container = await startContainer({
    image: images.redis ?? '',
    host,
    ...loopbackNetwork(areOurs, port),
    // The image's health check needs this.
    environment: { REDIS_PORT: String(port) },
    command: [
      'redis-server',
      '--port',
      String(port),
      ...(areOurs ? ['--bind', '127.0.0.1'] : []),
      ...SETTINGS,
    ],
    readyLog: /[Rr]eady to accept connections/,
  });
  return { address: `redis://127.0.0.1:${port}`, stop: container.stop };
}
