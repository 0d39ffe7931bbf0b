import process from 'node:process';
import {
  type LocalServer,
  type MissingPart,
  runCommand,
  startOwnKafka,
  startOwnRedis,
} from '@waylight/testing';
import { parseArguments, USAGE } from './arguments.ts';
import { runDoors } from './run.ts';
import { summary } from './summary.ts';

await runCommand(parseArguments(process.argv.slice(2)), USAGE, async (given, { say, interrupted }) => {
  await using parts = new AsyncDisposableStack();
  const own = <Part extends LocalServer>(part: Part | MissingPart): Part => {
    if ('unavailable' in part) throw new Error(part.unavailable);
    return parts.adopt(part, (one) => one.stop());
  };
  const result = await runDoors({
    ...given,
    parts: async () => {
      const redis = own(await startOwnRedis());
      const kafka = own(await startOwnKafka());
      return { kafka: kafka.address, redis: redis.address };
    },
    signal: AbortSignal.any([interrupted, AbortSignal.timeout(given.minutes * 60_000)]),
    say,
  });
  process.stdout.write(summary(given.seed, result));
  return result.defects.length === 0 ? 0 : 1;
});
