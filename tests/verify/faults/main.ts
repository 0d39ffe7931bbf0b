import process from 'node:process';
import { runCommand } from '@waylight/testing';
import { parseArguments, USAGE } from './arguments.ts';
import { startFaultyRegion } from './faulty-region.ts';
import { runUnderFaults } from './run.ts';
import { cutRun, longRun } from './settings.ts';
import { summary } from './summary.ts';

await runCommand(parseArguments(process.argv.slice(2)), USAGE, async (given, { say, interrupted }) => {
  const { seed, nemeses, minutes, only, perSecond, cut, defect } = given;
  const settings = cut ? cutRun(defect) : longRun(minutes, defect);
  const faulty = await startFaultyRegion(settings.region);
  if ('unavailable' in faulty) {
    say(faulty.unavailable);
    return 1;
  }
  try {
    const run = perSecond === undefined ? settings.run : { ...settings.run, perSecond };
    const result = await runUnderFaults({ ...run, faulty, seed, nemeses, say, signal: interrupted });
    const replay = [
      `npm run faults -- --seed ${seed}`,
      cut ? '--cut' : `--minutes ${minutes}`,
      ...(only === undefined ? [] : [`--only ${only}`]),
      ...(perSecond === undefined ? [] : [`--rate ${perSecond}`]),
      ...(defect === undefined ? [] : [`--break ${defect}`]),
    ].join(' ');
    process.stdout.write(summary(seed, result, replay));
    return result.violations.length === 0 ? 0 : 1;
  } finally {
    await faulty.stop();
  }
});
