import { LedgerError } from './ledger-error.ts';

export type GroupCommitOptions<Op, Result> = {
  /**
   * Writes all operations in one transaction. Returns the results in the order of the operations. If it
   * throws, nothing was written.
   */
  readonly commit: (ops: readonly Op[]) => readonly Result[];
  /** Resolves when all earlier commits are durable. */
  readonly waitUntilDurable: () => Promise<void>;
  readonly maxGroup?: number;
  /** Milliseconds that an operation may wait for others to join its group. */
  readonly maxWaitMs?: number;
  /** Maximum number of waiting operations; further operations are refused. */
  readonly maxQueued?: number;
};

export type GroupCommit<Op, Result> = {
  /** Settles when the operation's group is durable, or when the group has failed. */
  submit(op: Op): Promise<Result>;
  /** Commits the waiting operations and refuses later ones. */
  close(): void;
};

type PendingOp<Op, Result> = {
  readonly op: Op;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

type WrittenOp<Op, Result> = { readonly one: PendingOp<Op, Result>; readonly result: Result | undefined };

/**
 * Lets many operations share one durable commit, because the disk takes some milliseconds for one row as well
 * as for hundreds. The next group gathers during a flush. If there is no flush, a group ends at the first
 * turn of the event loop without a new operation.
 */
export function createGroupCommit<Op, Result>({
  commit,
  waitUntilDurable,
  maxGroup = 512,
  maxWaitMs = 4,
  maxQueued = 20_000,
}: GroupCommitOptions<Op, Result>): GroupCommit<Op, Result> {
  const waiting: PendingOp<Op, Result>[] = [];
  let isScheduled = false;
  let isClosed = false;
  /** Number of groups that are committed but not yet durable. */
  let pendingSyncs = 0;

  const schedule = (seen: number, sinceMs: number): void => {
    isScheduled = true;
    setImmediate(() => {
      const grew = waiting.length > seen;
      const mayGrow = waiting.length < maxGroup && performance.now() - sinceMs < maxWaitMs;
      if (grew && mayGrow) schedule(waiting.length, sinceMs);
      else flush();
    });
  };

  const flush = (): void => {
    isScheduled = false;
    do void settle(waiting.splice(0, maxGroup));
    while (waiting.length >= maxGroup);
  };

  const settle = async (group: readonly PendingOp<Op, Result>[]): Promise<void> => {
    const written = write(group);
    if (written.length > 0) {
      pendingSyncs++;
      try {
        await waitUntilDurable();
        for (const { one, result } of written)
          if (result === undefined) one.reject(new Error('The commit returned no result for an operation'));
          else one.resolve(result);
      } catch (error) {
        for (const { one } of written) one.reject(error);
      }
      pendingSyncs--;
    }
    if (waiting.length > 0 && !isScheduled) schedule(waiting.length, performance.now());
  };

  const write = (group: readonly PendingOp<Op, Result>[]): WrittenOp<Op, Result>[] => {
    try {
      const results = commit(group.map(({ op }) => op));
      return group.map((one, i) => ({ one, result: results[i] }));
    } catch (error) {
      // One operation that cannot be written must not fail the others.
      if (group.length > 1) return group.flatMap((one) => write([one]));
      group[0]?.reject(error);
      return [];
    }
  };

  return {
    submit(op) {
      if (isClosed) return Promise.reject(new LedgerError('closed', 'the ledger is closed'));
      if (waiting.length >= maxQueued)
        return Promise.reject(new LedgerError('overloaded', 'too many operations are waiting'));
      const { promise, resolve, reject } = Promise.withResolvers<Result>();
      waiting.push({ op, resolve, reject });
      if (isScheduled) return promise;
      if (pendingSyncs === 0) schedule(waiting.length, performance.now());
      else if (waiting.length >= maxGroup) flush();
      return promise;
    },
    close() {
      isClosed = true;
      while (waiting.length > 0) void settle(waiting.splice(0, maxGroup));
    },
  };
}
