import { randomInt } from 'node:crypto';
import { testWorkerNumber } from './config.ts';

/**
 * An offset for a region's ports. Test files run in two workers at once, and between looking whether a port is free and
 * taking it another region may: so each worker has ports of its own. A region's ports end in 01–06, 10, 20–22, 30–32, 40,
 * 80 and 90, and 45 more than any of these is none of them. All lie below what the system gives to outgoing connections.
 */
export function portOffset(): number {
  return randomInt(100, 230) * 100 + (testWorkerNumber() % 2 === 0 ? 45 : 0);
}
