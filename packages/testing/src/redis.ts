import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTestingConfig } from './config.ts';
import { dockerAnswers, startContainer } from './docker.ts';
import { freePort, startGuarded } from './guarded-process.ts';
import type { RunningPart, StartedPart, StartOptions } from './part.ts';
import { redisServer } from './redis-server.ts';
import { answers, waitFor } from './wait.ts';

/** As durable as the region's: what was answered is on disk, and nothing is evicted. */
const DURABLE = [
  '--appendonly',
  'yes',
  '--appendfsync',
  'always',
  '--maxmemory-policy',
  'noeviction',
  '--save',
  '',
];

/** A real Redis: the one the environment names, else a container, else a local process. The address is a URL. */
export async function startRedis(options: StartOptions = {}): Promise<StartedPart> {
  const config = readTestingConfig();
  if (config.redisUrl !== undefined) return { address: config.redisUrl, stop: async () => {} };
  const docker = dockerAnswers() ? await startRedisContainer(config.redisImage) : undefined;
  if (docker !== undefined) return docker;
  const server = redisServer();
  if ('unavailable' in server) {
    return {
      unavailable: `Redis needs WAYLIGHT_TEST_REDIS=redis://host:port, or Docker with ${config.redisImage}, or ${server.unavailable}`,
    };
  }
  return startLocalRedis(server.program, options);
}

async function startLocalRedis(program: string, options: StartOptions): Promise<RunningPart> {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-redis-'));
  const port = await freePort();
  const logFile = join(folder, 'redis.log');
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--daemonize',
    'no',
    ...DURABLE,
  ];
  const server = startGuarded(program, args, logFile);
  const stop = async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const ping = (): Promise<boolean> => {
    if (server.exited()) throw new Error('the server ended');
    return answers('127.0.0.1', port, Buffer.from('PING\r\n'), (answer) =>
      answer.toString().startsWith('+PONG'),
    );
  };
  try {
    await waitFor('Redis to answer', ping, { ...options, deadlineMs: 20_000, everyMs: 50 });
  } catch (cause) {
    const log = await readFile(logFile, 'utf8').catch(() => '');
    await stop();
    throw new Error(`Redis did not start: ${log.slice(-2_000)}`, { cause });
  }
  return { address: `redis://127.0.0.1:${port}`, stop };
}

async function startRedisContainer(image: string): Promise<RunningPart | undefined> {
  const port = await freePort();
  const command = ['redis-server', '--port', String(port), ...DURABLE];
  const spec = { image, port, environment: {}, command, readyLog: /[Rr]eady to accept connections/ };
  const started = await startContainer(spec).catch(() => undefined);
  return started === undefined ? undefined : { ...started, address: `redis://${started.address}` };
}
