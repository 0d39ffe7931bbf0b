import process from 'node:process';
import { runCommand } from '@waylight/testing';
import { type Arguments, parseArguments, USAGE } from './arguments.ts';
import { startFaultyRegion } from './faulty-region.ts';
import { runUnderFaults } from './run.ts';
import { longRun, shortRun } from './settings.ts';
import { runSoak } from './soak/run-soak.ts';
import { formatSummary } from './summary.ts';

await runCommand(parseArguments(process.argv.slice(2)), USAGE, async (options, command) => {
  const { seed, minutes, faultKinds, perSecond, soak } = options;
  if (soak !== undefined) return runSoak({ ...soak, seed, minutes }, command);
  const { print, interrupted } = command;
  const settings = options.cut ? shortRun(options.defect) : longRun(minutes, options.defect);
  const faulty = await startFaultyRegion(settings.region);
  if ('unavailable' in faulty) {
    print(faulty.unavailable);
    return 1;
  }
  try {
    const run = perSecond === undefined ? settings.run : { ...settings.run, perSecond };
    const result = await runUnderFaults({ ...run, faulty, seed, faultKinds, print, signal: interrupted });
    process.stdout.write(formatSummary(seed, result, replayOf(options)));
    return result.violations.length === 0 ? 0 : 1;
  } finally {
    await faulty.stop();
  }
});

/** The command that replays the schedule. */
function replayOf({ seed, minutes, cut, only, perSecond, defect }: Arguments): string {
  return [
    `npm run verify -- faults --seed ${seed}`,
    cut ? '--cut' : `--minutes ${minutes}`,
    ...(only === undefined ? [] : [`--only ${only}`]),
    ...(perSecond === undefined ? [] : [`--rate ${perSecond}`]),
    ...(defect === undefined ? [] : [`--break ${defect}`]),
  ].join(' ');
}
