import { benchAccept } from './accept.ts';
import { benchAggregate } from './aggregate.ts';
import { benchCounted } from './counted.ts';
import type { Figure } from './figures.ts';
import type { Parts, Sizes } from './sizes.ts';

export const BENCHES = { accept: benchAccept, aggregate: benchAggregate, counted: benchCounted } as const;

export type BenchName = keyof typeof BENCHES;

export const isBenchName = (name: string): name is BenchName => name in BENCHES;

export async function runBenches(
  names: readonly BenchName[],
  parts: Parts,
  sizes: Sizes,
  onStart: (name: BenchName) => void = () => {},
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const name of names) {
    onStart(name);
    figures.push(...(await BENCHES[name](parts, sizes)));
  }
  return figures;
}
