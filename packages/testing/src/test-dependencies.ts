import { randomBytes } from 'node:crypto';
import { readTestingConfig } from './config.ts';

/** The address of a dependency, or the reason to skip tests: `describe.skipIf('unavailable' in dependency)`. */
export type TestDependency = { readonly address: string } | { readonly unavailable: string };

const NOT_SET_UP =
  "the run's global setup did not start it; name packages/testing/src/global-setup.ts in the vitest config";

/** Returns host:port of a real Apache Kafka, or the reason to skip tests. Throws under CI if Kafka is missing. */
export function kafkaForTests(): TestDependency {
  const config = readTestingConfig();
  return requireDependency('Kafka', config.kafkaAddress, config.kafkaUnavailable, config.ci);
}

/** Returns redis://host:port of a real Redis, or the reason to skip tests. Throws under CI if Redis is missing. */
export function redisForTests(): TestDependency {
  const config = readTestingConfig();
  return requireDependency('Redis', config.redisUrl, config.redisUnavailable, config.ci);
}

/** Returns the address. For use in the body of a test that `skipIf` guards. */
export function addressOf(part: TestDependency): string {
  if ('unavailable' in part) throw new Error(part.unavailable);
  return part.address;
}

/** Returns a name that no other test or run uses, because tests share dependencies. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(6).toString('hex')}`;
}

function requireDependency(
  name: string,
  address: string | undefined,
  reason: string | undefined,
  ci: boolean,
): TestDependency {
  if (address !== undefined) return { address };
  const unavailable = reason ?? NOT_SET_UP;
  if (ci) throw new Error(`${name} is missing, and under CI no test may be skipped: ${unavailable}`);
  return { unavailable };
}
