import process from 'node:process';
import { parseArguments, USAGE } from './arguments.ts';
import { startFaultyRegion } from './faulty-region.ts';
import { runUnderFaults } from './run.ts';
import { cutRun, longRun } from './settings.ts';
import { summary } from './summary.ts';

const given = parseArguments(process.argv.slice(2));
if (given === 'help') process.stdout.write(USAGE);
else if ('problem' in given) {
  process.stderr.write(`${given.problem}\n`);
  process.exitCode = 2;
} else {
  const { seed, nemeses, minutes, only, perSecond, cut, defect } = given;
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
  say(`seed ${seed}`);
  const settings = cut ? cutRun(defect) : longRun(minutes, defect);
  const faulty = await startFaultyRegion(settings.region);
  if ('unavailable' in faulty) {
    say(faulty.unavailable);
    process.exitCode = 1;
  } else
    try {
      const { signal } = interrupted;
      const run = perSecond === undefined ? settings.run : { ...settings.run, perSecond };
      const result = await runUnderFaults({ ...run, faulty, seed, nemeses, say, signal });
      const replay = [
        `npm run faults -- --seed ${seed}`,
        cut ? '--cut' : `--minutes ${minutes}`,
        ...(only === undefined ? [] : [`--only ${only}`]),
        ...(perSecond === undefined ? [] : [`--rate ${perSecond}`]),
      ].join(' ');
      process.stdout.write(summary(seed, result, replay));
      process.exitCode = result.violations.length === 0 ? 0 : 1;
    } finally {
      await faulty.stop();
    }
}
