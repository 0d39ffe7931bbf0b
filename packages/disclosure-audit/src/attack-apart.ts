import { fork } from 'node:child_process';
import { attackHere } from './attack-here.ts';
import type { Attacker, Learnt } from './attacker.ts';
import { AttackDiedError, ContradictionError, UnfinishedError } from './errors.ts';
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

/** What the process says. */
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

/** The solver's own errors, and ours, are no reason to check nothing else: the attack is over, and said nothing. */
function failed(error: unknown): AttackDiedError {
  const [name, words] =
    error instanceof Error ? [error.name, error.stack ?? ''] : ['an error', String(error)];
  return new AttackDiedError(name, words, error);
}

/** Of what the process writes about its own end. */
const MOST_KEPT = 2_000;

/** Counts of a puzzle that keeps nobody waiting. */
const SMALL = 40;

/**
 * V8's guard of compiled code (memory protection keys) loses count where modules of WebAssembly come and go, and then ends the whole
 * process (nodejs/node#64500): a process for the attack alone has one such module, goes without the guard, and takes nobody with it.
 */
const FLAGS = ['--no-memory-protection-keys'];

/**
 * Attacks in a process of its own, so that whoever asks can go on serving, and goes on where the solver does not. Ended by `signal` or
 * the deadline the process is killed, in the middle of a solve if need be, and UnfinishedError says how far it came: there is no finding
 * less than a whole one. It is given the puzzle and nothing else: no environment, in which secrets may lie.
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
  // A week's puzzle is solved in less time than a process takes to start.
  if (task.puzzle.limits.length <= SMALL) {
    try {
      return attackHere(await loadHighs(), task, () => {});
    } catch (error) {
      throw error instanceof ContradictionError ? error : failed(error);
    }
  }

  const { kind, puzzle, hidden, among } = task;
  const plain = { puzzle: { facts: puzzle.facts, limits: puzzle.limits }, hidden, among };
  const sent: Task = kind === 'learnt' ? { kind, ...plain, attackers: task.attackers } : { kind, ...plain };
  const solver = fork(new URL('./attack-process.ts', import.meta.url), {
    ...{ env: {}, execArgv: FLAGS, serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  });
  let lastWords = '';
  solver.stderr?.setEncoding('utf8').on('data', (words: string) => {
    lastWords = (lastWords + words).slice(-MOST_KEPT);
  });
  const { promise, resolve, reject } = Promise.withResolvers<Reply>();
  const stop = () => reject(stopped());
  end.addEventListener('abort', stop, { once: true });
  solver.on('message', (said) => {
    const message = said as Message;
    switch (message.kind) {
      case 'checked':
        ({ checked, of } = message);
        onProgress?.(checked, of);
        return;
      case 'contradiction':
        reject(new ContradictionError());
        return;
      case 'failed':
        reject(failed(message.error));
        return;
      default:
        resolve(message);
    }
  });
  const notReached = (error: NodeJS.ErrnoException | null): void => {
    if (error !== null) reject(new AttackDiedError(error.code ?? error.name, lastWords, error));
  };
  solver.on('error', notReached);
  // After its last words, and not already when it is over.
  solver.on('close', (code, signalName) =>
    reject(new AttackDiedError(String(code ?? signalName), lastWords)),
  );
  solver.send(sent, notReached);
  try {
    return await promise;
  } finally {
    end.removeEventListener('abort', stop);
    solver.kill('SIGKILL');
  }
}
