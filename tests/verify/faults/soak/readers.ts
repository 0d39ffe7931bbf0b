import { setTimeout as delay } from 'node:timers/promises';

/** Queries of a reader to insights, in turns. */
const QUERIES = [
  '/v1/trends?layer=reports&by=country&period=month',
  '/v1/trends?layer=public-record&by=country&period=year',
  '/v1/releases',
  '/v1/status',
];
const EVERY_MS = 500;

/** Queries insights twice a second, as load; faults may leave a query without an answer. */
export function startReaders(port: number): { stop(): Promise<void> } {
  const ending = new AbortController();
  const reading = (async () => {
    for (let n = 0; !ending.signal.aborted; n++) {
      const url = `http://127.0.0.1:${port}${QUERIES[n % QUERIES.length]}`;
      const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(5_000)]);
      await fetch(url, { signal })
        .then((answer) => answer.text())
        .catch(() => undefined);
      await delay(EVERY_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: () => {
      ending.abort();
      return reading;
    },
  };
}
