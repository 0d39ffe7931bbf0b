import { expect } from 'vitest';
import { startFaultyRegion } from './faulty-region.ts';
import type { Nemesis } from './nemesis.ts';
import { type RunResult, runUnderFaults } from './run.ts';
import type { RunSettings } from './settings.ts';
import { summary } from './summary.ts';

export type KeptOptions = RunSettings & {
  readonly seed: number;
  readonly nemeses: readonly Nemesis[];
  /** Plays the schedule again. */
  readonly replay: string;
  readonly skip: (why: string) => never;
};

/** Runs faults over a region of the test's own; every promise must have been kept. */
export async function expectKept({
  region,
  run,
  seed,
  nemeses,
  replay,
  skip,
}: KeptOptions): Promise<RunResult> {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  const faulty = await startFaultyRegion(region);
  if ('unavailable' in faulty) return skip(faulty.unavailable);
  try {
    say(replay);
    const result = await runUnderFaults({ ...run, faulty, seed, nemeses, say });
    say(summary(seed, result, replay));
    expect(result.violations, replay).toEqual([]);
    // Not an empty history, however slow the machine.
    expect(result.reports).toBeGreaterThan(20);
    expect(result.cells).toBeGreaterThan(20);
    return result;
  } finally {
    await faulty.stop();
  }
}

/**
 * A worker that was stopped until another one had claimed its partition was refused when it woke, or had no answer: one
 * that was applied is a violation.
 */
export function expectFenced({ seen }: RunResult, replay: string): void {
  const { fenced = 0, 'commits without an answer': unanswered = 0 } = seen;
  const lost = seen['lost a partition while stopped'];
  expect(lost, replay).toBeGreaterThanOrEqual(1);
  expect(fenced + unanswered, replay).toBe(lost);
}
