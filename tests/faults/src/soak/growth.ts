import type { ProcessFacts } from './process-facts.ts';
import type { Sample } from './sample.ts';

export type Measure = 'rssBytes' | 'heapBytes' | 'descriptors' | 'handles';

/** What may be added between the middle and the last third of a life before it is called growth. */
const ALLOWED: Readonly<Record<Measure, { readonly share: number; readonly least: number }>> = {
  rssBytes: { share: 0.1, least: 24 * 2 ** 20 },
  heapBytes: { share: 0.2, least: 24 * 2 ** 20 },
  descriptors: { share: 0.1, least: 5 },
  handles: { share: 0.1, least: 5 },
};

/** Of fewer samples a median says nothing. */
const LEAST_SAMPLES = 15;

/** One measure of one process over its longest life: medians of its middle and its last third. */
export type Growth = {
  readonly process: string;
  readonly measure: Measure;
  readonly lifeMs: number;
  readonly middle: number;
  readonly last: number;
  readonly allowed: number;
  readonly grows: boolean;
};

/**
 * Holds the last third of each process's longest life beside its middle third, median against median: the first third is
 * its warming up, and a single high sample moves neither. A process that never lived for fifteen samples is left out.
 */
export function judgeGrowth(samples: readonly Sample[]): Growth[] {
  const names = new Set(samples.flatMap(({ processes }) => Object.keys(processes)));
  // What the run itself holds is the history, which grows with what it checks.
  names.delete('soak');
  return [...names].sort().flatMap((name) => {
    const life = longestLife(samples, name);
    return (Object.keys(ALLOWED) as Measure[]).flatMap((measure) => judge(name, measure, life) ?? []);
  });
}

type Lived = { readonly atMs: number; readonly facts: ProcessFacts };

function longestLife(samples: readonly Sample[], name: string): readonly Lived[] {
  const lives = new Map<number, Lived[]>();
  for (const { atMs, processes } of samples) {
    const facts = processes[name];
    if (facts === undefined) continue;
    const life = lives.get(facts.pid) ?? [];
    life.push({ atMs, facts });
    lives.set(facts.pid, life);
  }
  return [...lives.values()].reduce((longest, life) => (life.length > longest.length ? life : longest), []);
}

function judge(process: string, measure: Measure, life: readonly Lived[]): Growth | undefined {
  const values = life.flatMap(({ facts }) => facts[measure] ?? []);
  const [first, end] = [life[0], life.at(-1)];
  if (values.length < LEAST_SAMPLES || first === undefined || end === undefined) return undefined;
  const third = Math.floor(values.length / 3);
  const middle = median(values.slice(third, 2 * third));
  const last = median(values.slice(2 * third));
  const { share, least } = ALLOWED[measure];
  const allowed = Math.max(least, middle * share);
  return {
    process,
    measure,
    lifeMs: end.atMs - first.atMs,
    middle,
    last,
    allowed,
    grows: last - middle > allowed,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[half - 1], sorted[half]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
