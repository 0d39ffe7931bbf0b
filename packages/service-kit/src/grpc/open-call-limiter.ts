import { RpcError } from './rpc-error.ts';

/**
 * Limit of the open calls of one caller over all of its connections. It equals the capacity of four connections; no client needs
 * more. An open stream costs about 36 KiB, for as long as its caller keeps it open.
 */
const MAX_OPEN_CALLS = 1_024;

export type OpenCallLimiter = {
  /**
   * Counts a call, and returns a function to call when it ends.
   * @throws RpcError RESOURCE_EXHAUSTED
   */
  readonly acquire: (caller: string) => () => void;
};

export function createOpenCallLimiter(limit = MAX_OPEN_CALLS): OpenCallLimiter {
  const counts = new Map<string, number>();
  const add = (caller: string, change: 1 | -1): void => {
    const count = (counts.get(caller) ?? 0) + change;
    if (count === 0) counts.delete(caller);
    else counts.set(caller, count);
  };
  return {
    acquire: (caller) => {
      if ((counts.get(caller) ?? 0) >= limit)
        throw new RpcError(
          'RESOURCE_EXHAUSTED',
          `you have ${limit} open calls, which is the limit: end some of them first`,
        );
      add(caller, 1);
      return () => add(caller, -1);
    },
  };
}
