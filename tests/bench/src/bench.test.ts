import { addressOf, kafkaForTests, redisForTests } from '@waylight/testing';
import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';
import { BENCHES, type BenchName, runBenches } from './benches.ts';
import { asTable } from './figures.ts';
import { describeMachine } from './machine.ts';
import { TINY, USUAL } from './sizes.ts';
import { ofRuns, quantile } from './statistics.ts';

const kafka = kafkaForTests();
const redis = redisForTests();

const FIGURES: Readonly<Record<BenchName, readonly string[]>> = {
  accept: ['accepted, unary', 'accepted, streamed'],
  aggregate: ['aggregated, Kafka and Redis', 'aggregated, trial form'],
  counted: ['accepted to counted, p50', 'accepted to counted, p99'],
};

describe.skipIf('unavailable' in kafka || 'unavailable' in redis)('the bench', () => {
  it.each(Object.keys(BENCHES) as BenchName[])('of %s gives its figures at a tiny size', async (name) => {
    const parts = { kafka: addressOf(kafka), redis: addressOf(redis) };
    const figures = await runBenches([name], parts, TINY);
    expect(figures.map((figure) => figure.name)).toEqual(FIGURES[name]);
    // How fast is for whoever runs it to judge; here it is only asked whether something was measured.
    for (const { measured, bare } of figures) {
      expect(measured.runs).toHaveLength(TINY.runs);
      expect(measured.median).toBeGreaterThan(0);
      if (bare !== undefined) expect(bare.ratio.median).toBeGreaterThan(0);
    }
    const table = asTable(await describeMachine(true, parts.redis), figures);
    for (const figure of FIGURES[name]) expect(table).toContain(figure);
  });
});

describe('the arguments of the bench', () => {
  it('choose what is measured and how much of it', () => {
    expect(parseArguments([])).toEqual({
      names: ['accept', 'aggregate', 'counted'],
      json: false,
      sizes: USUAL,
    });
    expect(parseArguments(['aggregate', '--json', '--events', '1000'])).toEqual({
      names: ['aggregate'],
      json: true,
      sizes: { ...USUAL, events: 1_000 },
    });
  });

  it('are refused with the reason where they are wrong', () => {
    for (const [args, problem] of [
      [['everything'], /no bench everything/],
      [['--runs', '0'], /--runs wants a whole number/],
      [['--nonsense'], /nonsense/],
    ] as const)
      expect(parseArguments(args)).toEqual({ problem: expect.stringMatching(problem) });
  });
});

describe('several runs', () => {
  it('are told by the middle one and the outermost', () => {
    expect(ofRuns([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3, runs: [3, 1, 2] });
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
    expect(quantile([], 0.5)).toBeNaN();
  });
});
