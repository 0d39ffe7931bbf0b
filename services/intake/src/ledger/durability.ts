import { LedgerError } from './ledger-error.ts';

/**
 * Tracks which commits the disk has stored. A commit returns at once and becomes durable later; none of it is
 * returned to callers before. Many commits share one flush, and the node continues meanwhile.
 */
export type Durability = {
  markCommitted(): void;
  /**
   * Resolves when all earlier commits survive a power loss. Rejects once a flush has failed, and always after
   * that, because only reopening the file shows what the disk has stored.
   */
  waitUntilDurable(): Promise<void>;
  /** Must be called when all commits are durable and no commit follows. */
  close(): void;
};

type Waiter = {
  readonly upTo: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

export function createDurability(sync: () => Promise<void>): Durability {
  let committed = 0;
  let durable = 0;
  let waiting: Waiter[] = [];
  let isRunning = false;
  let failure: LedgerError | undefined;

  const settleWaiters = (): void => {
    const all = waiting;
    waiting = all.filter(({ upTo }) => failure === undefined && upTo > durable);
    for (const { upTo, resolve, reject } of all)
      if (failure !== undefined) reject(failure);
      else if (upTo <= durable) resolve();
  };

  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      const upTo = committed;
      try {
        await sync();
        durable = Math.max(durable, upTo);
      } catch (error) {
        failure ??= new LedgerError('not-durable', NOT_DURABLE, { cause: error });
      }
      settleWaiters();
    }
    isRunning = false;
  };

  return {
    markCommitted: () => {
      committed++;
    },
    waitUntilDurable() {
      if (failure !== undefined) return Promise.reject(failure);
      if (committed === durable) return Promise.resolve();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ upTo: committed, resolve, reject });
      if (!isRunning) void run();
      return promise;
    },
    close() {
      durable = committed;
      settleWaiters();
    },
  };
}

const NOT_DURABLE = 'the disk failed to store a write: restart the node to accept reports again';
