import { homedir } from 'node:os';
import { join } from 'node:path';

/** The environment of a test run. Only this file of the package reads it. */
export type TestingConfig = {
  /** host:port of an existing Apache Kafka. */
  readonly kafkaAddress: string | undefined;
  /** redis://host:port of an existing Redis. */
  readonly redisUrl: string | undefined;
  readonly kafkaImage: string;
  readonly redisImage: string;
  /** The reason why an earlier step of this run could not provide the dependency. */
  readonly kafkaUnavailable: string | undefined;
  readonly redisUnavailable: string | undefined;
  /**
   * `none`: local processes. `offline`: the run's own engine and images, without a registry, as in
   * `npm run verify -- containers`. `found`: an existing Docker, otherwise local processes.
   */
  readonly containers: 'offline' | 'found' | 'none';
  /** Engine and images for tests that start containers, or the reason why there are none. */
  readonly containersForTests: string | undefined;
  readonly containersUnavailable: string | undefined;
  /** True if tests of long draws use the embedded log and store in place of Kafka and Redis. */
  readonly embedded: boolean;
  /** True under CI, where a missing dependency is a failure, not a reason to skip tests. */
  readonly ci: boolean;
};

export function readTestingConfig(env: NodeJS.ProcessEnv = process.env): TestingConfig {
  return {
    kafkaAddress: nonEmpty(env.WAYLIGHT_TEST_KAFKA),
    redisUrl: redisUrl(nonEmpty(env.WAYLIGHT_TEST_REDIS)),
    kafkaImage: nonEmpty(env.WAYLIGHT_TEST_KAFKA_IMAGE) ?? 'apache/kafka:4.1.0',
    redisImage: nonEmpty(env.WAYLIGHT_TEST_REDIS_IMAGE) ?? 'redis:7',
    kafkaUnavailable: nonEmpty(env.WAYLIGHT_TEST_KAFKA_UNAVAILABLE),
    redisUnavailable: nonEmpty(env.WAYLIGHT_TEST_REDIS_UNAVAILABLE),
    containers: parseContainersMode(nonEmpty(env.WAYLIGHT_TEST_CONTAINERS)),
    containersForTests: nonEmpty(env.WAYLIGHT_TEST_CONTAINERS_FOR_TESTS),
    containersUnavailable: nonEmpty(env.WAYLIGHT_TEST_CONTAINERS_UNAVAILABLE),
    embedded: env.WAYLIGHT_TEST_EMBEDDED === 'true',
    ci: isCi(env),
  };
}

const isCi = (env: NodeJS.ProcessEnv): boolean => env.CI === 'true' || env.CI === '1';

function parseContainersMode(value = 'none'): TestingConfig['containers'] {
  if (value === 'offline' || value === 'found' || value === 'none') return value;
  throw new Error(`WAYLIGHT_TEST_CONTAINERS is ${value}: it must be offline, found or none`);
}

/** Publishes an address to child processes. Test workers read it with `readTestingConfig`. */
export function publishDependency(
  part: 'KAFKA' | 'REDIS',
  found: { address: string } | { unavailable: string },
): void {
  if ('address' in found) process.env[`WAYLIGHT_TEST_${part}`] = found.address;
  else process.env[`WAYLIGHT_TEST_${part}_UNAVAILABLE`] = found.unavailable;
}

/** Publishes engine and images to child processes; see `containersForTests`. */
export function publishContainers(found: { json: string } | { unavailable: string }): void {
  if ('json' in found) process.env.WAYLIGHT_TEST_CONTAINERS_FOR_TESTS = found.json;
  else process.env.WAYLIGHT_TEST_CONTAINERS_UNAVAILABLE = found.unavailable;
}

/** The environment of a program that uses this engine. */
export function dockerEnvironment(host: string | undefined): NodeJS.ProcessEnv {
  return host === undefined ? process.env : { ...process.env, DOCKER_HOST: host };
}

/** Makes testcontainers use this engine. The engine runs on this machine, so its ports are on loopback. */
export function useDockerEngine(host: string | undefined): void {
  if (host === undefined) return;
  process.env.DOCKER_HOST = host;
  process.env.TESTCONTAINERS_HOST_OVERRIDE = '127.0.0.1';
}

/** Turns off testcontainers' reaper, which needs its own image. Tests stop their containers. */
export function disableReaper(): void {
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : value;
}

function redisUrl(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value.includes('://') ? value : `redis://${value}`;
}

/** The number of this test worker, from 1. */
export function testWorkerNumber(): number {
  return Number(process.env.VITEST_POOL_ID ?? '1');
}

const SECRET_HEX_DIGITS = 64;

/** Values that would otherwise be random. They are fixed, unless the environment sets others. */
export function testValues(env: NodeJS.ProcessEnv = process.env): { secret: string; seed: number } {
  const secret = nonEmpty(env.WAYLIGHT_TEST_SECRET) ?? '5f'.repeat(SECRET_HEX_DIGITS / 2);
  if (!/^[0-9a-f]{64}$/.test(secret))
    throw new Error(`WAYLIGHT_TEST_SECRET must be ${SECRET_HEX_DIGITS} lower-case hexadecimal digits`);
  const seed = Number(nonEmpty(env.WAYLIGHT_TEST_SEED) ?? '20261128');
  if (!Number.isInteger(seed) || seed < 0)
    throw new Error('WAYLIGHT_TEST_SEED must be a whole number from 0');
  return { secret, seed };
}

/** Waylight's folder for what takes long to make and all clones share. */
export const userCacheFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  join(nonEmpty(env.XDG_CACHE_HOME) ?? join(homedir(), '.cache'), 'waylight');

/** Libfaketime's file with the clock shift of this process, if it has one. */
export const clockShiftFile = (env: NodeJS.ProcessEnv = process.env): string | undefined =>
  nonEmpty(env.FAKETIME_TIMESTAMP_FILE);

/**
 * The environment of a program that uses the network. Its programs have the real date even under WAYLIGHT_TEST_DATE, because
 * certificates and package lists are valid only on certain days.
 */
export function realTimeEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const { LD_PRELOAD: _, ...rest } = env;
  return env.FAKETIME_TIMESTAMP_FILE === undefined ? env : rest;
}

/** Returns the environment of a program without Waylight's variables: only the path, and the date of a run with a shifted date. */
export function bareEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const isShift = (name: string) => name === 'LD_PRELOAD' || name.startsWith('FAKETIME_');
  const kept = Object.entries(env).filter(([name]) => name === 'PATH' || isShift(name));
  return Object.fromEntries(kept);
}
