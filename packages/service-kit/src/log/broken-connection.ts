import type { Logger } from './logger.ts';
import { createSparing } from './sparing.ts';

/** A client connects again several times a second while its server is away. */
const SAY_EVERY_MS = 10_000;

/** For a client's `onError`: says now and then that the connection to this store broke. */
export function sayBroken(log: Logger, store: 'view store' | 'released store'): (error: unknown) => void {
  const maySay = createSparing(SAY_EVERY_MS);
  return (error) => {
    if (maySay(store)) log.warn(`the connection to the ${store} broke` as const, { error });
  };
}
