import { describeMachine, kafkaVersion, redisVersion } from '../environment.ts';
import type { StartedDependencies } from './dependencies.ts';

/** Settings of the store that decide its speed. */
const STORE_SETTINGS = ['appendfsync', 'hash-max-listpack-entries'] as const;

/** Describes the machine, our commit, and the versions of the parts that were used. */
export async function describeEnvironment(
  dependencies: Pick<StartedDependencies, 'started' | 'notes'>,
  kafkaIsGiven: boolean,
): Promise<Readonly<Record<string, string>>> {
  const { kafka, redis } = dependencies.started();
  return {
    ...describeMachine(),
    ...(kafka === undefined
      ? {}
      : { kafka: kafkaIsGiven ? 'unknown version, started elsewhere' : kafkaVersion() }),
    ...(redis === undefined ? {} : { redis: await redisVersion(redis, STORE_SETTINGS) }),
    ...dependencies.notes(),
  };
}
