import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { testWorkerNumber } from './config.ts';

const [FIRST, LAST] = [10_000, 32_700];

/** Test files that run at once. */
export const TEST_WORKERS = 3;

/** Last two digits that no port of a trial region has. Of the hundreds of port numbers, each worker has every third one. */
const ENDINGS = [11, 12, 13, 14, 15, 16, 17, 18, 19, 56, 57, 58, 59, 60, 61, 62, 63, 64];

/** Returns all ports that `freePort` can return in a worker, in order. */
export function workerPorts(worker = testWorkerNumber()): readonly number[] {
  const hundreds = Array.from({ length: (LAST - FIRST) / 100 }, (_, i) => FIRST + i * 100);
  return hundreds
    .filter((hundred) => (hundred / 100) % TEST_WORKERS === worker % TEST_WORKERS)
    .flatMap((hundred) => ENDINGS.map((ending) => hundred + ending));
}

let ports: readonly number[] | undefined;
let next = 0;

/**
 * Returns a free port for a server. It is never a port that the system assigns by itself: an outgoing connection could take such a
 * port before the server starts. A caller that needs several ports, such as a broker with listeners, could also get such a port
 * twice.
 */
export async function freePort(): Promise<number> {
  if (ports === undefined) {
    ports = workerPorts();
    // Starts at a random port, because servers of an earlier test file may still be ending.
    next = randomInt(ports.length);
  }
  for (let tries = 0; tries < ports.length; tries++) {
    const port = ports[next++ % ports.length];
    if (port !== undefined && (await isPortFree(port))) return port;
  }
  throw new Error('no port for tests is free');
}

/** Returns true if a server can listen on the port now. */
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

/** The hundreds of port numbers that a region's ports extend over, and the first of them at offset 0. */
const [REGION_HUNDREDS, REGION_FIRST] = [22, 70];

/**
 * Returns an offset for a region's ports. Each worker has a range of its own, because a port may be taken after a check that it is
 * free. All are below the ports that the system assigns to outgoing connections.
 */
export function portOffset(worker = testWorkerNumber()): number {
  const hundreds = Math.floor((LAST - FIRST) / 100 / TEST_WORKERS);
  const first = FIRST / 100 + (worker % TEST_WORKERS) * hundreds;
  return (randomInt(first, first + hundreds - REGION_HUNDREDS) - REGION_FIRST) * 100;
}
