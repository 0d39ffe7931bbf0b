import { LedgerError } from './ledger-error.ts';

/**
 * Commits and the disk: a commit returns at once, and is durable a little later. Whoever tells anybody of something that
 * was committed waits until then. Many commits share one wait for the disk, and the node works on meanwhile.
 */
export type Durability = {
  /** Something was committed. */
  markCommitted(): void;
  /**
   * Resolves when everything that was committed before the call survives a loss of power. Rejects when the disk said that
   * it does not, and from then on: what the disk holds is known again only after the file is opened anew.
   */
  waitUntilDurable(): Promise<void>;
  /** Everything is durable and nothing more comes. */
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
        failure ??= new LedgerError('not-kept', NOT_KEPT, { cause: error });
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

const NOT_KEPT =
  'the disk did not keep what was written: the node takes reports again when it is started anew';
