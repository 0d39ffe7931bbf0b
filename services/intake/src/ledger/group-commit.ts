import { LedgerError } from './ledger-error.ts';

export type GroupCommitOptions<Op, Result> = {
  /** One transaction over all of them; results in the order of the operations. Throws: nothing was written. */
  readonly commit: (ops: readonly Op[]) => readonly Result[];
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

type Waiting<Op, Result> = {
  readonly op: Op;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Of many that wait, half are committed first: their senders, who have been waiting too, are then at work on what comes
 * next while the other half is committed. With all in one group, node and senders would wait for each other in turns.
 */
const SMALLEST_HALF = 32;

/**
 * Many operations share one durable commit, which is what makes it fast: a commit costs about a millisecond whether it
 * holds one row or hundreds. A group is closed by the first turn of the event loop that brings no more operations.
 */
export function createGroupCommit<Op, Result>({
  commit,
  maxGroup = 512,
  maxWaitMs = 4,
  maxQueued = 20_000,
}: GroupCommitOptions<Op, Result>): GroupCommit<Op, Result> {
  let waiting: Waiting<Op, Result>[] = [];
  let scheduled = false;
  let closed = false;

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
    const group = waiting.splice(0, Math.min(maxGroup, Math.max(SMALLEST_HALF, waiting.length >> 1)));
    if (group.length > 0) settle(group);
    if (waiting.length > 0 && !scheduled) schedule(0, performance.now());
  };

  const settle = (group: readonly Waiting<Op, Result>[]): void => {
    let results: readonly Result[];
    try {
      results = commit(group.map(({ op }) => op));
    } catch (error) {
      // One operation that can't be written must not take its neighbours with it.
      if (group.length > 1) for (const one of group) settle([one]);
      else group[0]?.reject(error);
      return;
    }
    group.forEach(({ resolve, reject }, i) => {
      const result = results[i];
      if (result === undefined) reject(new Error('The commit gave no result for an operation'));
      else resolve(result);
    });
  };

  return {
    submit(op) {
      if (closed) return Promise.reject(new LedgerError('closed', 'the ledger is closed'));
      if (waiting.length >= maxQueued)
        return Promise.reject(new LedgerError('overloaded', 'too many operations are waiting'));
      const { promise, resolve, reject } = Promise.withResolvers<Result>();
      waiting.push({ op, resolve, reject });
      if (!scheduled) schedule(waiting.length, performance.now());
      return promise;
    },
    close() {
      closed = true;
      while (waiting.length > 0) settle(waiting.splice(0, maxGroup));
      waiting = [];
    },
  };
}
