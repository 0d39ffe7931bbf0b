import { LedgerError } from './ledger-error.ts';

/**
 * Commits and the disk: a commit returns at once, and is durable a little later. Whoever tells anybody of something that
 * was committed waits until then. Many commits share one wait for the disk, and the node works on meanwhile.
 */
export type Durability = {
  /** Something was committed. */
  committed(): void;
  /**
   * Resolves when everything that was committed before the call survives a loss of power. Rejects when the disk said that
   * it does not, and from then on: what the disk holds is known again only after the file is opened anew.
   */
  settled(): Promise<void>;
  /** Everything is durable and nothing more comes. */
  end(): void;
};

type Waiting = {
  readonly upTo: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

export function createDurability(sync: () => Promise<void>): Durability {
  let committed = 0;
  let durable = 0;
  let waiting: Waiting[] = [];
  let isRunning = false;
  let failure: LedgerError | undefined;

  const answer = (): void => {
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
      answer();
    }
    isRunning = false;
  };

  return {
    committed: () => {
      committed++;
    },
    settled() {
      if (failure !== undefined) return Promise.reject(failure);
      if (committed === durable) return Promise.resolve();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      waiting.push({ upTo: committed, resolve, reject });
      if (!isRunning) void run();
      return promise;
    },
    end() {
      durable = committed;
      answer();
    },
  };
}

const NOT_KEPT =
  'the disk did not keep what was written: the node takes reports again when it is started anew';
