import { setTimeout as delay } from 'node:timers/promises';
import { createLatencies, type Latencies } from './latencies.ts';

/** What a reader asks of insights, one after the other. */
const QUESTIONS = [
  '/v1/trends?layer=reports&by=country&period=month',
  '/v1/trends?layer=public-record&by=country&period=year',
  '/v1/releases',
  '/v1/status',
];
const EVERY_MS = 500;

export type Readers = { readonly latencies: Latencies; readonly failed: () => number; stop(): Promise<void> };

/** A reader of insights that asks twice a second, and counts what is not answered. */
export function startReaders(port: number): Readers {
  const ending = new AbortController();
  const latencies = createLatencies();
  let failed = 0;
  const asking = (async () => {
    for (let n = 0; !ending.signal.aborted; n++) {
      const from = performance.now();
      try {
        const url = `http://127.0.0.1:${port}${QUESTIONS[n % QUESTIONS.length]}`;
        const answer = await fetch(url, {
          signal: AbortSignal.any([ending.signal, AbortSignal.timeout(5_000)]),
        });
        await answer.text();
        // A question that no released table answers is answered with the nearest one, as 404.
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
      return asking;
    },
  };
}
