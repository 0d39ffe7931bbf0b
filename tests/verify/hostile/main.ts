import process from 'node:process';
import {
  type LocalServer,
  type MissingDependency,
  runCommand,
  startOwnKafka,
  startOwnRedis,
} from '@waylight/testing';
import { parseArguments, USAGE } from './arguments.ts';
import { runTargets } from './run.ts';
import { formatSummary } from './summary.ts';

await runCommand(parseArguments(process.argv.slice(2)), USAGE, async (options, { print, interrupted }) => {
  await using resources = new AsyncDisposableStack();
  const adoptOrThrow = <Part extends LocalServer>(part: Part | MissingDependency): Part => {
    if ('unavailable' in part) throw new Error(part.unavailable);
    return resources.adopt(part, (one) => one.stop());
  };
  const result = await runTargets({
    ...options,
    startDependencies: async () => {
      const redis = adoptOrThrow(await startOwnRedis());
      const kafka = adoptOrThrow(await startOwnKafka());
      return { kafka: kafka.address, redis: redis.address };
    },
    signal: AbortSignal.any([interrupted, AbortSignal.timeout(options.minutes * 60_000)]),
    print,
  });
  process.stdout.write(formatSummary(options.seed, result));
  return result.defects.length === 0 ? 0 : 1;
});
