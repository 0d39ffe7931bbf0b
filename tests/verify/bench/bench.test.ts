import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';
import { BENCHES } from './benches.ts';
import { compareWith, type Figure, interleaved, isGoalReached } from './figures.ts';
import { ofRuns, quantile } from './statistics.ts';
import { asJson, asTable } from './table.ts';

describe('the arguments of the benchmarks', () => {
  it('select benchmarks and their sizes', () => {
    expect(parseArguments([])).toEqual({
      names: Object.keys(BENCHES),
      json: false,
      sizeOptions: { tiny: false, overrides: {} },
    });
    expect(parseArguments(['accept', '--json', '--unary-reports', '1000'])).toEqual({
      names: ['accept'],
      json: true,
      sizeOptions: { tiny: false, overrides: { unaryReports: 1_000 } },
    });
  });

  it('are refused with a reason', () => {
    for (const [args, problem] of [
      [['everything'], /no benchmark is called everything/],
      [['toString'], /no benchmark is called toString/],
      [['--runs', '0'], /--runs must be a whole number/],
      [['--nonsense'], /nonsense/],
    ] as const)
      expect(parseArguments(args)).toEqual({ problem: expect.stringMatching(problem) });
  });
});

describe('a figure', () => {
  const figure = (own: number[], other: number[], goal?: Figure['goal']): Figure => ({
    name: 'sent',
    unit: 'per second',
    measured: ofRuns(own),
    beside: compareWith('a bare sender', own, other),
    goal,
    how: 'by hand',
  });

  it('compares within each run, and compares the median with the goal', () => {
    const sent = figure([10, 40, 90], [10, 20, 30], { of: 'ratio', atLeast: 2 });
    expect(sent.beside?.ratio).toEqual({ median: 2, least: 1, most: 3, runs: [1, 2, 3] });
    expect(isGoalReached(sent)).toBe(true);
    expect(isGoalReached({ ...sent, goal: { of: 'ratio', atMost: 1.9 } })).toBe(false);
    expect(isGoalReached({ ...sent, goal: { of: 'measured', atMost: 40 } })).toBe(true);
    expect(isGoalReached({ ...sent, goal: { of: 'measured', atLeast: 41 } })).toBe(false);
    expect(isGoalReached({ ...sent, goal: undefined })).toBeUndefined();
    expect(() => figure([1, 2], [1])).toThrow(/2 runs compared with 1/);
  });

  it('shows in the table and in JSON whether its goal is reached', () => {
    const sent = figure([1_234.5, 2_000], [1_000, 1_000], { of: 'ratio', atLeast: 2 });
    expect(asTable({ node: 'v24' }, [sent])).toMatch(
      /sent +1,617\/s \(1,235–2,000\) +a bare sender 1,000\/s \(1,000–1,000\) +1\.62 \(1\.23–2\.00\) +at least 2: NOT reached/,
    );
    expect(JSON.parse(asJson({ node: 'v24' }, [sent]))).toMatchObject({
      setting: { node: 'v24' },
      figures: [{ name: 'sent', reached: false }],
    });
  });
});

describe('several runs', () => {
  it('are summarised by median, least and most', () => {
    expect(ofRuns([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3, runs: [3, 1, 2] });
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
    expect(quantile([], 0.5)).toBeNaN();
  });

  it('alternate which program goes first', async () => {
    const order: string[] = [];
    const measure = (name: string) => async () => order.push(name);
    const runs = await interleaved(3, { ours: measure('ours'), theirs: measure('theirs') });
    expect(order).toEqual(['ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs']);
    expect(runs).toEqual({ ours: [1, 4, 5], theirs: [2, 3, 6] });
  });
});
