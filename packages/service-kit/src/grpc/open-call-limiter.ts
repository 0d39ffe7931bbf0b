import { RpcError } from './rpc-error.ts';

/**
 * Calls that one caller may have open at once, over all of its connections: as many as four connections hold, and far
 * more than a client needs. An open stream costs about 36 KiB for as long as its caller likes.
 */
const MAX_OPEN_CALLS = 1_024;

export type OpenCallLimiter = {
  /**
   * Counts a call in and gives what counts it out again.
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
        throw new RpcError('RESOURCE_EXHAUSTED', `${limit} calls are open already: end some of them first`);
      add(caller, 1);
      return () => add(caller, -1);
    },
  };
}
