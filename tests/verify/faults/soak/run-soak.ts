import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import type { CommandRun } from '@waylight/testing';
import { HEAP_OF_1_GIB } from '@waylight/tests-region';
import type { SoakArguments } from '../arguments.ts';
import { FAULT_KINDS } from '../fault-kinds/index.ts';
import { startFaultyRegion } from '../faulty-region.ts';
import { formatSummary } from '../summary.ts';
import { describeEnvironment } from './environment.ts';
import { formatResult, formatSample, isGrowing } from './format.ts';
import { SOAK_FAULTS, soak } from './soak.ts';

export type SoakRun = SoakArguments & { readonly seed: number; readonly minutes: number };

/** Runs a soak and writes its files; returns the exit code. */
export async function runSoak(options: SoakRun, { print, interrupted }: CommandRun): Promise<number> {
  const faulty = await startFaultyRegion({ nodes: ['MK', 'RS', 'BA'], workers: 2, smallHeap: true });
  if ('unavailable' in faulty) {
    print(faulty.unavailable);
    return 1;
  }
  try {
    // Samples are written at once, so that a failed run keeps them.
    mkdirSync(options.out, { recursive: true });
    const samples = createWriteStream(join(options.out, 'samples.jsonl'));
    const setting = { ...(await describeEnvironment(faulty)), services: HEAP_OF_1_GIB.NODE_OPTIONS };
    const result = await soak({
      faulty,
      seed: options.seed,
      durationMs: options.minutes * 60_000,
      perSecond: options.perSecond,
      everyMs: options.everySeconds * 1_000,
      gapMs: [120_000, 240_000],
      faultKinds: FAULT_KINDS.filter(({ name }) => SOAK_FAULTS.includes(name)),
      settleMs: 180_000,
      onSample: (sample) => {
        print(formatSample(sample));
        samples.write(`${JSON.stringify(sample)}\n`);
      },
      print,
      signal: interrupted,
    });
    const file = join(options.out, 'soak.json');
    const { seed, perSecond } = options;
    writeFileSync(file, `${JSON.stringify({ seed, perSecond, setting, ...result }, undefined, 1)}\n`);
    process.stdout.write(`${formatSummary(options.seed, result.history)}${formatResult(result)}`);
    process.stdout.write(`Written: ${file}\n`);
    return result.history.violations.length > 0 || isGrowing(result.growth) ? 1 : 0;
  } catch (error) {
    print(`the soak failed: ${error instanceof Error ? error.message : error}`);
    return 1;
  } finally {
    await faulty.stop().catch((error: unknown) => print(`the region did not stop cleanly: ${error}`));
  }
}
