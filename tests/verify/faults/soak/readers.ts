import { setTimeout as delay } from 'node:timers/promises';
import { createLatencies, type Latencies } from './latencies.ts';

/** Queries of a reader to insights, in turns. */
const QUERIES = [
  '/v1/trends?layer=reports&by=country&period=month',
  '/v1/trends?layer=public-record&by=country&period=year',
  '/v1/releases',
  '/v1/status',
];
const EVERY_MS = 500;

export type Readers = { readonly latencies: Latencies; readonly failed: () => number; stop(): Promise<void> };

/** Queries insights twice a second, and counts the queries without an answer. */
export function startReaders(port: number): Readers {
  const ending = new AbortController();
  const latencies = createLatencies();
  let failed = 0;
  const reading = (async () => {
    for (let n = 0; !ending.signal.aborted; n++) {
      const from = performance.now();
      try {
        const url = `http://127.0.0.1:${port}${QUERIES[n % QUERIES.length]}`;
        const answer = await fetch(url, {
          signal: AbortSignal.any([ending.signal, AbortSignal.timeout(5_000)]),
        });
        await answer.text();
        // A query without a released table has an answer without cells.
        if (answer.status >= 500) failed++;
        else latencies.add(performance.now() - from);
      } catch {
        if (!ending.signal.aborted) failed++;
      }
      await delay(EVERY_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return {
    latencies,
    failed: () => failed,
    stop: () => {
      ending.abort();
      return reading;
    },
  };
}
