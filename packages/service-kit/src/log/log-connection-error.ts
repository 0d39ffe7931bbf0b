import type { Logger } from './logger.ts';
import { createThrottle } from './throttle.ts';

/** A client connects again several times a second while its server is away. */
const LOG_INTERVAL_MS = 10_000;

/** For a client's `onError`: says now and then that the connection to this store broke. */
export function logConnectionError(
  log: Logger,
  store: 'view store' | 'released store',
): (error: unknown) => void {
  const mayLog = createThrottle(LOG_INTERVAL_MS);
  return (error) => {
    if (mayLog(store)) log.warn(`the connection to the ${store} broke` as const, { error });
  };
}
