import { availableParallelism } from 'node:os';

/** Runs a job for 0, 1, … below `count`, as many at a time as there are processors. Returns the results in order. */
export async function inParallel<T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      results[index] = await run(index);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}
