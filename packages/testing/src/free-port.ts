import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { testWorkerNumber } from './config.ts';

const [FIRST, LAST] = [10_000, 32_700];

/**
 * Endings that no port of a trial region has, with or without the second worker's 45: see `portOffset`.
 * Each worker has every second hundred.
 */
const ENDINGS = [11, 12, 13, 14, 15, 16, 17, 18, 19, 56, 57, 58, 59, 60, 61, 62, 63, 64];

/** Every port that `freePort` gives in this worker, in order. */
export function workerPorts(worker = testWorkerNumber()): readonly number[] {
  const hundreds = Array.from({ length: (LAST - FIRST) / 100 }, (_, i) => FIRST + i * 100);
  return hundreds
    .filter((hundred) => (hundred / 100) % 2 === worker % 2)
    .flatMap((hundred) => ENDINGS.map((ending) => hundred + ending));
}

let ports: readonly number[] | undefined;
let next = 0;

/**
 * A port that nobody listens at, for something that is to be started at it. Never one that the system gives by itself:
 * until the other has started, an outgoing connection could have taken it, and who asks for several, as a broker with a
 * way in for each party, could be given one of them twice.
 */
export async function freePort(): Promise<number> {
  if (ports === undefined) {
    ports = workerPorts();
    // Files of tests are processes of their own: what an earlier one left behind may take a moment to end.
    next = randomInt(ports.length);
  }
  for (let tries = 0; tries < ports.length; tries++) {
    const port = ports[next++ % ports.length];
    if (port !== undefined && (await isPortFree(port))) return port;
  }
  throw new Error('every port that tests may take is taken');
}

/** Whether somebody could listen at it now. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  const isListening = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (!isListening) return false;
  server.close();
  await once(server, 'close');
  return true;
}
