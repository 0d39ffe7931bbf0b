import type { ProcessFacts } from './process-facts.ts';
import type { Sample } from './sample.ts';

export type Measure = 'rssBytes' | 'heapBytes' | 'descriptors' | 'handles';

/** Growth: the last third of a life exceeds both earlier thirds by more than this. */
const ALLOWED: Readonly<Record<Measure, { readonly share: number; readonly least: number }>> = {
  rssBytes: { share: 0.1, least: 24 * 2 ** 20 },
  heapBytes: { share: 0.2, least: 24 * 2 ** 20 },
  descriptors: { share: 0.1, least: 5 },
  handles: { share: 0.1, least: 5 },
};

/** With fewer samples a median is meaningless. */
const MIN_SAMPLES = 15;

/** One measure over a process's longest life: the higher median of its first two thirds, and the median of its last. */
export type Growth = {
  readonly process: string;
  readonly measure: Measure;
  readonly lifeMs: number;
  readonly before: number;
  readonly last: number;
  readonly allowed: number;
  readonly grows: boolean;
};

/**
 * Compares the last third of each process's longest life with the two earlier thirds, by median and by floor, the lowest
 * tenth. A leak raises both. A garbage collector, which returns memory after a while, raises only one of them, or reaches
 * an earlier level. A process without a life of 15 samples is left out.
 */
export function measureGrowth(samples: readonly Sample[]): Growth[] {
  const names = new Set(samples.flatMap(({ processes }) => Object.keys(processes)));
  return [...names].sort().flatMap((name) => {
    const life = longestLife(samples, name);
    return (Object.keys(ALLOWED) as Measure[]).flatMap((measure) => compareThirds(name, measure, life) ?? []);
  });
}

type LifetimeSample = { readonly atMs: number; readonly facts: ProcessFacts };

function longestLife(samples: readonly Sample[], name: string): readonly LifetimeSample[] {
  const lives = new Map<number, LifetimeSample[]>();
  for (const { atMs, processes } of samples) {
    const facts = processes[name];
    if (facts === undefined) continue;
    const life = lives.get(facts.pid) ?? [];
    life.push({ atMs, facts });
    lives.set(facts.pid, life);
  }
  return [...lives.values()].reduce((longest, life) => (life.length > longest.length ? life : longest), []);
}

function compareThirds(
  process: string,
  measure: Measure,
  life: readonly LifetimeSample[],
): Growth | undefined {
  const values = life.flatMap(({ facts }) => facts[measure] ?? []);
  const [first, end] = [life[0], life.at(-1)];
  if (values.length < MIN_SAMPLES || first === undefined || end === undefined) return undefined;
  const third = Math.floor(values.length / 3);
  const thirds = [values.slice(0, third), values.slice(third, 2 * third), values.slice(2 * third)] as const;
  const rise = (level: (values: readonly number[]) => number) => {
    const before = Math.max(level(thirds[0]), level(thirds[1]));
    return { before, last: level(thirds[2]) };
  };
  const [usual, least] = [rise(median), rise(floor)];
  const { share, least: leastAllowed } = ALLOWED[measure];
  const allowed = Math.max(leastAllowed, usual.before * share);
  const grows = [usual, least].every(({ before, last }) => last - before > allowed);
  return { process, measure, lifeMs: end.atMs - first.atMs, ...usual, allowed, grows };
}

function floor(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 10)] ?? Number.NaN;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[half - 1], sorted[half]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
