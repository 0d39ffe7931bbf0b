/** What a test run may be told by its environment. Read here and nowhere else in this package. */
export type TestingConfig = {
  /** host:port of an Apache Kafka that may be used as it is. */
  readonly kafkaAddress: string | undefined;
  /** redis://host:port of a Redis that may be used as it is. */
  readonly redisUrl: string | undefined;
  readonly kafkaImage: string;
  readonly redisImage: string;
  /** Why an earlier step of this run could not provide the part. */
  readonly kafkaUnavailable: string | undefined;
  readonly redisUnavailable: string | undefined;
  /**
   * `none`: local processes. `offline`: an engine and images of the run's own, without a registry, as in
   * `npm run verify -- containers`. `found`: what a Docker that answers brings, else local processes.
   */
  readonly containers: 'offline' | 'found' | 'none';
  /** What tests that start containers of their own are given, and why not. */
  readonly containersForTests: string | undefined;
  readonly containersUnavailable: string | undefined;
  /** Whether tests of long draws use the embedded log and store in place of Kafka and Redis. */
  readonly embedded: boolean;
  /** Under CI a part that is missing is a failure, not a skip. */
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
  throw new Error(`WAYLIGHT_TEST_CONTAINERS is ${value}: it wants offline, found or none`);
}

/** Hands what was found to the processes that this one starts: test workers read it by `readTestingConfig`. */
export function publishDependency(
  part: 'KAFKA' | 'REDIS',
  found: { address: string } | { unavailable: string },
): void {
  if ('address' in found) process.env[`WAYLIGHT_TEST_${part}`] = found.address;
  else process.env[`WAYLIGHT_TEST_${part}_UNAVAILABLE`] = found.unavailable;
}

/** Hands on how containers are started; see `containersForTests`. */
export function publishContainers(found: { json: string } | { unavailable: string }): void {
  if ('json' in found) process.env.WAYLIGHT_TEST_CONTAINERS_FOR_TESTS = found.json;
  else process.env.WAYLIGHT_TEST_CONTAINERS_UNAVAILABLE = found.unavailable;
}

/** The environment of a program that is to use this engine. */
export function dockerEnvironment(host: string | undefined): NodeJS.ProcessEnv {
  return host === undefined ? process.env : { ...process.env, DOCKER_HOST: host };
}

/** Lets testcontainers use this engine, from its first container on. It runs beside us: its ports are at loopback. */
export function useDockerEngine(host: string | undefined): void {
  if (host === undefined) return;
  process.env.DOCKER_HOST = host;
  process.env.TESTCONTAINERS_HOST_OVERRIDE = '127.0.0.1';
}

/** Testcontainers' own reaper needs an image of its own; containers are stopped by whoever started them. */
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

/** The number of the test worker that this is, from 1. */
export function testWorkerNumber(): number {
  return Number(process.env.VITEST_POOL_ID ?? '1');
}

const SECRET_HEX_DIGITS = 64;

/** Values that tests would otherwise draw: fixed, unless the environment names others. */
export function testValues(env: NodeJS.ProcessEnv = process.env): { secret: string; seed: number } {
  const secret = nonEmpty(env.WAYLIGHT_TEST_SECRET) ?? '5f'.repeat(SECRET_HEX_DIGITS / 2);
  if (!/^[0-9a-f]{64}$/.test(secret))
    throw new Error(`WAYLIGHT_TEST_SECRET wants ${SECRET_HEX_DIGITS} lower-case hexadecimal digits`);
  const seed = Number(nonEmpty(env.WAYLIGHT_TEST_SEED) ?? '20261128');
  if (!Number.isInteger(seed) || seed < 0) throw new Error('WAYLIGHT_TEST_SEED wants a whole number from 0');
  return { secret, seed };
}

/** Libfaketime's file with this process's shift of the clock, where it runs under one. */
export const clockShiftFile = (env: NodeJS.ProcessEnv = process.env): string | undefined =>
  nonEmpty(env.FAKETIME_TIMESTAMP_FILE);

/**
 * The environment of a program that asks the network for something: with the real date even under WAYLIGHT_TEST_DATE,
 * because certificates and package lists of other days are refused.
 */
export function realTimeEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const { LD_PRELOAD: _, ...rest } = env;
  return env.FAKETIME_TIMESTAMP_FILE === undefined ? env : rest;
}

/** The environment of a program that is to see nothing of ours: the path, and the date where this run is shifted. */
export function bareEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const isShift = (name: string) => name === 'LD_PRELOAD' || name.startsWith('FAKETIME_');
  const kept = Object.entries(env).filter(([name]) => name === 'PATH' || isShift(name));
  return Object.fromEntries(kept);
}
