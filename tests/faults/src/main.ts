import process from 'node:process';
import { parseArguments, USAGE } from './arguments.ts';
import { startFaultyRegion } from './faulty-region.ts';
import { runUnderFaults } from './run.ts';
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
  const faulty = await startFaultyRegion({ countries: ['MK', 'RS', 'BA'], workers: 2 });
  if ('unavailable' in faulty) {
    say(faulty.unavailable);
    process.exitCode = 1;
  } else
    try {
      const result = await runUnderFaults({
        ...given,
        faulty,
        pace: { gapMs: [500, 6_000], hold: 1 },
        durationMs: given.minutes * 60_000,
        lanes: 2,
        settleMs: 180_000,
        say,
        signal: interrupted.signal,
      });
      process.stdout.write(summary(given.seed, result));
      process.exitCode = result.violations.length === 0 ? 0 : 1;
    } finally {
      await faulty.stop();
    }
}
