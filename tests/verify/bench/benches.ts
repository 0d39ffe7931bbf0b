import { accept } from './accept.ts';
import type { Bench, SizeOptions } from './bench.ts';
import type { Dependencies } from './dependencies.ts';
import type { Figure } from './figures.ts';
import { history } from './history.ts';
import { rebuild } from './rebuild.ts';
import { releases } from './releases.ts';
import { start } from './start.ts';
import { streams } from './streams.ts';
import { trends } from './trends.ts';
import { workers } from './workers.ts';

/** Every benchmark, by its name on the command line. */
export const BENCHES: Readonly<Record<string, Bench>> = {
  accept,
  history,
  rebuild,
  releases,
  start,
  streams,
  trends,
  workers,
};

export async function runBench(
  name: string,
  dependencies: Dependencies,
  options: SizeOptions,
): Promise<Figure[]> {
  const found = BENCHES[name];
  if (found === undefined) throw new Error(`no benchmark is called ${name}`);
  return found.run(dependencies, options);
}
