import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { CommandRun } from '@waylight/testing';
import { HEAP_OF_1_GIB } from '@waylight/tests-region';
import type { SoakArguments } from '../arguments.ts';
import { startFaultyRegion } from '../faulty-region.ts';
import { NEMESES } from '../nemeses/index.ts';
import { summary } from '../summary.ts';
import { describeSetting } from './setting.ts';
import { SOAK_FAULTS, soak } from './soak.ts';
import { isGrowing, resultLines, sampleLines } from './words.ts';
import { writeResult } from './write-result.ts';

export type SoakRun = SoakArguments & { readonly seed: number; readonly minutes: number };

/** Runs a soak and writes its files; answers the exit code. */
export async function runSoak(given: SoakRun, { say, interrupted }: CommandRun): Promise<number> {
  const faulty = await startFaultyRegion({ nodes: ['MK', 'RS', 'BA'], workers: 2, smallHeap: true });
  if ('unavailable' in faulty) {
    say(faulty.unavailable);
    return 1;
  }
  try {
    // Samples are kept, whatever becomes of the run.
    mkdirSync(given.out, { recursive: true });
    const samples = createWriteStream(join(given.out, 'samples.jsonl'));
    const setting = { ...(await describeSetting(faulty)), services: HEAP_OF_1_GIB.NODE_OPTIONS };
    const result = await soak({
      faulty,
      seed: given.seed,
      durationMs: given.minutes * 60_000,
      perSecond: given.perSecond,
      everyMs: given.everySeconds * 1_000,
      gapMs: [120_000, 240_000],
      nemeses: NEMESES.filter(({ name }) => SOAK_FAULTS.includes(name)),
      settleMs: 180_000,
      sampled: (sample) => {
        say(sampleLines(sample));
        samples.write(`${JSON.stringify(sample)}\n`);
      },
      say,
      signal: interrupted,
    });
    const { json, svg } = await writeResult(given.out, { ...given, setting }, result);
    process.stdout.write(`${summary(given.seed, result.history)}${resultLines(result)}`);
    process.stdout.write(`Written: ${json}, ${svg}\n`);
    return result.history.violations.length > 0 || isGrowing(result.growth) ? 1 : 0;
  } catch (error) {
    say(`the run has ended before its end: ${error instanceof Error ? error.message : error}`);
    return 1;
  } finally {
    await faulty.stop().catch((error: unknown) => say(`not all has stopped by itself: ${error}`));
  }
}
