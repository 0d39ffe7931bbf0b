import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawSeed } from './arguments.ts';
import { type FaultyRegion, startFaultyRegion } from './faulty-region.ts';
import { QUICK_NEMESES } from './nemeses/index.ts';
import { runUnderFaults } from './run.ts';
import { cutRun } from './settings.ts';
import { summary } from './summary.ts';

const { region, run } = cutRun();
const seed = drawSeed();
const replay = `npm run faults -- --seed ${seed} --cut`;
const say = (line: string) => process.stderr.write(`${line}\n`);

describe('a region under faults', () => {
  let faulty: FaultyRegion | { readonly unavailable: string };

  beforeAll(async () => {
    faulty = await startFaultyRegion(region);
  }, 240_000);
  afterAll(async () => {
    if (faulty !== undefined && 'stop' in faulty) await faulty.stop();
  });

  it('counts every acknowledged operation once, whatever is killed, stopped, cut off or set wrong', async ({
    skip,
  }) => {
    if ('unavailable' in faulty) return skip(faulty.unavailable);
    say(replay);
    const result = await runUnderFaults({ ...run, faulty, seed, nemeses: QUICK_NEMESES, say });
    say(summary(seed, result, replay));
    expect(result.violations, replay).toEqual([]);
    // Not an empty history, however slow the machine.
    expect(result.reports).toBeGreaterThan(20);
    expect(result.cells).toBeGreaterThan(20);
    // A worker that was stopped until another one had claimed its partition was refused when it woke, or had no answer: one
    // that was applied is a violation.
    const { fenced = 0, 'commits without an answer': unanswered = 0 } = result.seen;
    const lost = result.seen['lost a partition while stopped'];
    expect(lost, replay).toBeGreaterThanOrEqual(1);
    expect(fenced + unanswered, replay).toBe(lost);
  }, 480_000);
});
