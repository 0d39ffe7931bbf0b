import { describeMachine, kafkaVersion, redisVersion } from '../../environment.ts';
import type { FaultyRegion } from '../faulty-region.ts';

/** Describes the machine and the versions of a run. */
export const describeEnvironment = async ({
  stores,
}: FaultyRegion): Promise<Readonly<Record<string, string>>> => ({
  ...describeMachine(),
  kafka: kafkaVersion(),
  redis: await redisVersion(stores.primary().address, ['appendfsync']),
});
