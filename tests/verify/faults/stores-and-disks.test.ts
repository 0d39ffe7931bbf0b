import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawSeed } from './arguments.ts';
import { type FaultyRegion, startFaultyRegion } from './faulty-region.ts';
import { NEMESES } from './nemeses/index.ts';
import { runUnderFaults } from './run.ts';
import { sweep } from './settings.ts';
import { summary } from './summary.ts';

const seed = drawSeed();
const { region, run, names } = sweep();
const replay = `npm run faults -- --seed ${seed} --minutes 5 --only ${names.join(',')}`;
const say = (line: string) => process.stderr.write(`${line}\n`);

/** What the two minutes of cut.test.ts leave out, each once. */
describe('a region whose store, disks and senders fail', () => {
  let faulty: FaultyRegion | { readonly unavailable: string };

  beforeAll(async () => {
    faulty = await startFaultyRegion(region);
  }, 240_000);
  afterAll(async () => {
    if (faulty !== undefined && 'stop' in faulty) await faulty.stop();
  });

  it('counts every acknowledged operation once, and each fault is seen to bite', async ({ skip }) => {
    if ('unavailable' in faulty) return skip(faulty.unavailable);
    const nemeses = NEMESES.filter(({ name }) => names.includes(name));
    const result = await runUnderFaults({ ...run, faulty, seed, nemeses, onceEach: true, say });
    say(summary(seed, result, replay));
    expect(result.violations, replay).toEqual([]);
    expect(Object.keys(result.faults)).toHaveLength(names.length);
  }, 600_000);
});
