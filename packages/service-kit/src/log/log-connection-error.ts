import type { Logger } from './logger.ts';
import { createThrottle } from './throttle.ts';

/** A client reconnects several times a second while its server is down. */
const LOG_INTERVAL_MS = 10_000;

/** Returns an `onError` for a client, which logs at most every ten seconds that the connection to this store failed. */
export function logConnectionError(
  log: Logger,
  store: 'view store' | 'released store',
): (error: unknown) => void {
  const mayLog = createThrottle(LOG_INTERVAL_MS);
  return (error) => {
    if (mayLog(store)) log.warn(`connection to the ${store} failed` as const, { error });
  };
}
