import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killProcesses } from '../fault-kinds/kill-processes.ts';
import { resetConnections } from '../fault-kinds/network.ts';
import { type FaultyRegion, startFaultyRegion } from '../faulty-region.ts';
import { formatResult, formatSample } from './format.ts';
import type { ProcessFacts } from './process-facts.ts';
import { type SoakResult, soak } from './soak.ts';

const EVERY_MS = 400;

describe('a soak of a few seconds', () => {
  let faulty: FaultyRegion | undefined;
  let missing: string | undefined;

  beforeAll(async () => {
    const started = await startFaultyRegion({ nodes: ['MK', 'RS'], workers: 1, partitions: 2 });
    if ('unavailable' in started) missing = started.unavailable;
    else faulty = started;
  }, 240_000);

  afterAll(async () => {
    await faulty?.stop();
  });

  it('measures every part during faults, and counts exactly once', async ({ skip }) => {
    if (faulty === undefined) return skip(missing);
    const printed: string[] = [];
    const result: SoakResult = await soak({
      faulty,
      seed: 7,
      durationMs: 8_000,
      perSecond: 40,
      everyMs: EVERY_MS,
      gapMs: [1_000, 2_000],
      faultKinds: [...killProcesses.filter(({ name }) => name === 'kill-intake'), resetConnections],
      settleMs: 90_000,
      onSample: (sample) => printed.push(formatSample(sample)),
      print: () => {},
    });
    expect(result.history.violations).toEqual([]);
    expect(result.history.endedByThemselves).toEqual([]);
    expect(Object.keys(result.history.faults)).not.toHaveLength(0);
    // No fault ended the worker: one process, one life.
    const workers = result.samples.map(({ processes }) => processes['aggregation-0']);
    expect(new Set(workers.map((facts) => facts?.pid)).size).toBe(1);
    const isKnown = (name: string, fact: keyof ProcessFacts) =>
      result.samples.some(({ processes }) => processes[name]?.[fact] !== undefined);
    for (const name of ['aggregation-0', 'intake-MK', 'intake-RS', 'insights'])
      for (const fact of ['heapBytes', 'handles'] as const)
        expect(isKnown(name, fact), `${name} ${fact}`).toBe(true);
    if (process.platform === 'linux')
      for (const name of ['aggregation-0', 'intake-MK', 'intake-RS', 'insights', 'kafka', 'redis'])
        for (const fact of ['rssBytes', 'descriptors'] as const)
          expect(isKnown(name, fact), `${name} ${fact}`).toBe(true);
    expect(printed.length).toBe(result.samples.length);
    expect(formatResult(result)).toContain('exactly once');
  }, 300_000);
});
