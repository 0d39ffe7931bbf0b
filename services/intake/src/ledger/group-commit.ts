import { LedgerError } from './ledger-error.ts';

export type GroupCommitOptions<Op, Result> = {
  /** One transaction over all of them; results in the order of the operations. Throws: nothing was written. */
  readonly commit: (ops: readonly Op[]) => readonly Result[];
  /** Resolves when what was committed is durable. */
  readonly waitUntilDurable: () => Promise<void>;
  readonly maxGroup?: number;
  /** How long an operation may wait for others to join it. */
  readonly maxWaitMs?: number;
  /** Operations waiting above which new ones are refused. */
  readonly maxQueued?: number;
};

export type GroupCommit<Op, Result> = {
  /** Settles when the group that the operation was in is durable, or has failed. */
  submit(op: Op): Promise<Result>;
  /** Commits what waits; afterwards nothing is taken. */
  close(): void;
};

type PendingOp<Op, Result> = {
  readonly op: Op;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

type WrittenOp<Op, Result> = { readonly one: PendingOp<Op, Result>; readonly result: Result | undefined };

/**
 * Many operations share one durable commit, which is what makes it fast: the disk takes some milliseconds whether it is
 * one row or hundreds. While it is at work the next group gathers. With the disk idle, a group is closed by the first turn
 * of the event loop that brings no more operations.
 */
export function createGroupCommit<Op, Result>({
  commit,
  waitUntilDurable,
  maxGroup = 512,
  maxWaitMs = 4,
  maxQueued = 20_000,
}: GroupCommitOptions<Op, Result>): GroupCommit<Op, Result> {
  const waiting: PendingOp<Op, Result>[] = [];
  let scheduled = false;
  let closed = false;
  /** Groups that are committed and not durable yet. */
  let pendingSyncs = 0;

  const schedule = (seen: number, sinceMs: number): void => {
    scheduled = true;
    setImmediate(() => {
      const grew = waiting.length > seen;
      const mayGrow = waiting.length < maxGroup && performance.now() - sinceMs < maxWaitMs;
      if (grew && mayGrow) schedule(waiting.length, sinceMs);
      else flush();
    });
  };

  const flush = (): void => {
    scheduled = false;
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
          if (result === undefined) one.reject(new Error('The commit gave no result for an operation'));
          else one.resolve(result);
      } catch (error) {
        for (const { one } of written) one.reject(error);
      }
      pendingSyncs--;
    }
    if (waiting.length > 0 && !scheduled) schedule(waiting.length, performance.now());
  };

  const write = (group: readonly PendingOp<Op, Result>[]): WrittenOp<Op, Result>[] => {
    try {
      const results = commit(group.map(({ op }) => op));
      return group.map((one, i) => ({ one, result: results[i] }));
    } catch (error) {
      // One operation that can't be written must not take its neighbours with it.
      if (group.length > 1) return group.flatMap((one) => write([one]));
      group[0]?.reject(error);
      return [];
    }
  };

  return {
    submit(op) {
      if (closed) return Promise.reject(new LedgerError('closed', 'the ledger is closed'));
      if (waiting.length >= maxQueued)
        return Promise.reject(new LedgerError('overloaded', 'too many operations are waiting'));
      const { promise, resolve, reject } = Promise.withResolvers<Result>();
      waiting.push({ op, resolve, reject });
      if (scheduled) return promise;
      if (pendingSyncs === 0) schedule(waiting.length, performance.now());
      else if (waiting.length >= maxGroup) flush();
      return promise;
    },
    close() {
      closed = true;
      while (waiting.length > 0) void settle(waiting.splice(0, maxGroup));
    },
  };
}
