import { expect } from 'vitest';
import type { FaultKind } from './fault-kind.ts';
import { startFaultyRegion } from './faulty-region.ts';
import { type RunResult, runUnderFaults } from './run.ts';
import type { RunSettings } from './settings.ts';
import { formatSummary } from './summary.ts';

export type FaultRunOptions = RunSettings & {
  readonly seed: number;
  readonly faultKinds: readonly FaultKind[];
  /** The command that replays the schedule. */
  readonly replay: string;
  readonly skip: (why: string) => never;
};

/** Runs faults over a region that the test owns, and expects every promise to be kept. */
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
    // Not an empty history, even on a slow machine.
    expect(result.reports).toBeGreaterThan(20);
    expect(result.cells).toBeGreaterThan(20);
    return result;
  } finally {
    await faulty.stop();
  }
}

/**
 * Expects that a worker paused until another one claimed its partition was refused, or got no answer. An applied commit
 * would be a violation.
 */
export function expectFenced({ seen }: RunResult, replay: string): void {
  const { fenced = 0, 'commits without an answer': unanswered = 0 } = seen;
  const lost = seen['lost a partition while stopped'];
  expect(lost, replay).toBeGreaterThanOrEqual(1);
  expect(fenced + unanswered, replay).toBe(lost);
}
