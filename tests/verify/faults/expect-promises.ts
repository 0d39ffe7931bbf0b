import { expect } from 'vitest';
import type { FaultKind } from './fault-kind.ts';
import { startFaultyRegion } from './faulty-region.ts';
import { type RunResult, runUnderFaults } from './run.ts';
import type { RunSettings } from './settings.ts';
import { formatSummary } from './summary.ts';

export type FaultRunOptions = RunSettings & {
  readonly seed: number;
  readonly faultKinds: readonly FaultKind[];
  /** Plays the schedule again. */
  readonly replay: string;
  readonly skip: (why: string) => never;
};

/** Runs faults over a region of the test's own; every promise must have been kept. */
export async function expectPromisesKept({
  region,
  run,
  seed,
  faultKinds,
  replay,
  skip,
}: FaultRunOptions): Promise<RunResult> {
  const print = (line: string) => process.stderr.write(`${line}\n`);
  const faulty = await startFaultyRegion(region);
  if ('unavailable' in faulty) return skip(faulty.unavailable);
  try {
    print(replay);
    const result = await runUnderFaults({ ...run, faulty, seed, faultKinds, print });
    print(formatSummary(seed, result, replay));
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
