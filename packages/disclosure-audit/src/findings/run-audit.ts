import { fork } from 'node:child_process';
import { ContradictionError, DisclosureAuditFailedError, UnfinishedError } from '../errors.ts';
import { loadHighs } from '../solver/load-highs.ts';
import type { Attacker, InferredCount } from '../system/attacker.ts';
import type { DeterminedCount, HiddenCount, ProgressListener, SearchScope } from '../system/hidden-count.ts';
import type { LinearSystem } from '../system/linear-system.ts';
import { runAuditTask } from './run-audit-task.ts';

type AuditInput = {
  readonly linearSystem: Pick<LinearSystem, 'constraints' | 'limits'>;
  readonly hidden: readonly HiddenCount[];
  readonly scope?: SearchScope;
};

export type AuditTask =
  | ({ readonly kind: 'determined' } & AuditInput)
  | ({ readonly kind: 'inferred'; readonly attackers: readonly Attacker[] } & AuditInput)
  | ({ readonly kind: 'lost' } & AuditInput);

export type AuditReply =
  | { readonly kind: 'determined'; readonly determinedCounts: DeterminedCount[] }
  | { readonly kind: 'inferred'; readonly inferredCounts: InferredCount[] }
  | { readonly kind: 'lost'; readonly counts: Float64Array };

/** What the process says. */
export type AuditMessage =
  | AuditReply
  | { readonly kind: 'checked'; readonly checked: number; readonly of: number }
  | { readonly kind: 'contradiction' }
  | { readonly kind: 'failed'; readonly error: unknown };

export type DisclosureAuditOptions = {
  readonly signal?: AbortSignal;
  /** After so long the attack is stopped, wherever it is. */
  readonly deadlineMs?: number;
  /** Hears, now and then, how many counts were looked at, of all. */
  readonly onProgress?: ProgressListener;
  /** Only these are looked for; the others say what is true. All where it is not given. */
  readonly scope?: SearchScope;
};

/** The solver's own errors, and ours, are no reason to check nothing else: the attack is over, and said nothing. */
function auditFailure(error: unknown): DisclosureAuditFailedError {
  const [name, words] =
    error instanceof Error ? [error.name, error.stack ?? ''] : ['an error', String(error)];
  return new DisclosureAuditFailedError(name, words, error);
}

/** Of what the process writes about its own end. */
const MOST_OUTPUT_CHARACTERS = 2_000;

/** Counts of a puzzle that keeps nobody waiting. */
const SMALL_SYSTEM = 40;

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
export async function runAudit(
  task: AuditTask,
  { signal, deadlineMs, onProgress }: DisclosureAuditOptions,
): Promise<AuditReply> {
  const signals = [signal ?? [], deadlineMs === undefined ? [] : AbortSignal.timeout(deadlineMs)].flat();
  const end = AbortSignal.any(signals);
  let [checked, of] = [0, task.hidden.length];
  const unfinished = () => new UnfinishedError(checked, of, end.reason);
  if (end.aborted) throw unfinished();
  // A week's puzzle is solved in less time than a process takes to start.
  if (task.linearSystem.limits.length <= SMALL_SYSTEM) {
    try {
      return runAuditTask(await loadHighs(), task, () => {});
    } catch (error) {
      throw error instanceof ContradictionError ? error : auditFailure(error);
    }
  }

  const { kind, linearSystem, hidden, scope } = task;
  const plain = {
    linearSystem: { constraints: linearSystem.constraints, limits: linearSystem.limits },
    hidden,
    scope,
  };
  const sent: AuditTask =
    kind === 'inferred' ? { kind, ...plain, attackers: task.attackers } : { kind, ...plain };
  const child = fork(new URL('./audit-process.ts', import.meta.url), {
    ...{ env: {}, execArgv: FLAGS, serialization: 'advanced', stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  });
  let lastOutput = '';
  child.stderr?.setEncoding('utf8').on('data', (words: string) => {
    lastOutput = (lastOutput + words).slice(-MOST_OUTPUT_CHARACTERS);
  });
  const { promise, resolve, reject } = Promise.withResolvers<AuditReply>();
  const stop = () => reject(unfinished());
  end.addEventListener('abort', stop, { once: true });
  child.on('message', (raw) => {
    const message = raw as AuditMessage;
    switch (message.kind) {
      case 'checked':
        ({ checked, of } = message);
        onProgress?.(checked, of);
        return;
      case 'contradiction':
        reject(new ContradictionError());
        return;
      case 'failed':
        reject(auditFailure(message.error));
        return;
      default:
        resolve(message);
    }
  });
  const rejectOnError = (error: NodeJS.ErrnoException | null): void => {
    if (error !== null) reject(new DisclosureAuditFailedError(error.code ?? error.name, lastOutput, error));
  };
  child.on('error', rejectOnError);
  // After its last words, and not already when it is over.
  child.on('close', (code, signalName) =>
    reject(new DisclosureAuditFailedError(String(code ?? signalName), lastOutput)),
  );
  child.send(sent, rejectOnError);
  try {
    return await promise;
  } finally {
    end.removeEventListener('abort', stop);
    child.kill('SIGKILL');
  }
}
