import process from 'node:process';
import { type LocalServer, type MissingPart, startOwnKafka, startOwnRedis } from '@waylight/testing';
import { parseArguments, USAGE } from './arguments.ts';
import { runDoors } from './run.ts';
import { summary } from './summary.ts';

const given = parseArguments(process.argv.slice(2));
if (given === 'help') process.stdout.write(USAGE);
else if ('problem' in given) {
  process.stderr.write(`${given.problem}\n`);
  process.exitCode = 2;
} else {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  say(`seed ${given.seed}`);
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
    signal: AbortSignal.any([interrupted.signal, AbortSignal.timeout(given.minutes * 60_000)]),
    say,
  });
  process.stdout.write(summary(given.seed, result));
  process.exitCode = result.defects.length === 0 ? 0 : 1;
}
