import { Worker } from 'node:worker_threads';
import { attackHere } from './attack-here.ts';
import type { Attacker, Learnt } from './attacker.ts';
import { ContradictionError, UnfinishedError } from './errors.ts';
import type { Among, Hidden, Pinned, Tell } from './hidden.ts';
import { loadHighs } from './load-highs.ts';
import type { Puzzle } from './puzzle.ts';

type Question = {
  readonly puzzle: Pick<Puzzle, 'facts' | 'limits'>;
  readonly hidden: readonly Hidden[];
  readonly among?: Among;
};

export type Task =
  | ({ readonly kind: 'pinned' } & Question)
  | ({ readonly kind: 'learnt'; readonly attackers: readonly Attacker[] } & Question)
  | ({ readonly kind: 'fitting' } & Question);

export type Reply =
  | { readonly kind: 'pinned'; readonly pinned: Pinned[] }
  | { readonly kind: 'learnt'; readonly learnt: Learnt[] }
  | { readonly kind: 'fitting'; readonly counts: Float64Array };

/** What the thread says. */
export type Message =
  | Reply
  | { readonly kind: 'checked'; readonly checked: number; readonly of: number }
  | { readonly kind: 'contradiction' }
  | { readonly kind: 'failed'; readonly error: unknown };

export type AttackOptions = {
  readonly signal?: AbortSignal;
  /** After so long the attack is stopped, wherever it is. */
  readonly deadlineMs?: number;
  /** Hears, now and then, how many counts were looked at, of all. */
  readonly onProgress?: Tell;
  /** Only these are looked for; the others say what is true. All where it is not given. */
  readonly among?: Among;
};

/** Counts of a puzzle that keeps nobody waiting. */
const SMALL = 40;

/**
 * Attacks in a thread of its own, so that whoever asks can go on serving. Ended by `signal` or the deadline the thread is killed, in
 * the middle of a solve if need be, and UnfinishedError says how far it came: there is no finding less than a whole one.
 */
export async function attackApart(
  task: Task,
  { signal, deadlineMs, onProgress }: AttackOptions,
): Promise<Reply> {
  const signals = [signal ?? [], deadlineMs === undefined ? [] : AbortSignal.timeout(deadlineMs)].flat();
  const end = AbortSignal.any(signals);
  let [checked, of] = [0, task.hidden.length];
  const stopped = () => new UnfinishedError(checked, of, end.reason);
  if (end.aborted) throw stopped();
  // A week's puzzle is solved in less time than a thread takes to start.
  if (task.puzzle.limits.length <= SMALL) return attackHere(await loadHighs(), task, () => {});

  const { kind, puzzle, hidden, among } = task;
  const plain = { puzzle: { facts: puzzle.facts, limits: puzzle.limits }, hidden, among };
  const workerData: Task =
    kind === 'learnt' ? { kind, ...plain, attackers: task.attackers } : { kind, ...plain };
  const worker = new Worker(new URL('./attack-thread.ts', import.meta.url), { workerData });
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const stop = () => reject(stopped());
  end.addEventListener('abort', stop, { once: true });
  worker.on('message', (message: Message) => {
    switch (message.kind) {
      case 'checked':
        ({ checked, of } = message);
        onProgress?.(checked, of);
        return;
      case 'contradiction':
        reject(new ContradictionError());
        return;
      case 'failed':
        reject(message.error);
        return;
      default:
        resolve(message);
    }
  });
  worker.on('error', reject);
  worker.on('messageerror', reject);
  worker.on('exit', (code) =>
    reject(new Error(`the thread of the attack ended with code ${code} and no reply`)),
  );
  try {
    return await promise;
  } finally {
    end.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
