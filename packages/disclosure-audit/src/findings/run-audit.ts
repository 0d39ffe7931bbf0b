import { type ChildProcess, fork } from 'node:child_process';
import { ContradictionError, DisclosureAuditFailedError, UnfinishedError } from '../errors.ts';
import { loadHighs } from '../solver/load-highs.ts';
import type { Attacker } from '../system/attacker.ts';
import type { HiddenCount, LinearSystem } from '../system/linear-system.ts';
import type { DeterminedCount, InferredCount, ProgressListener, SearchScope } from './finding.ts';
import { type AuditMessage, type AuditReply, type AuditTask, runAuditTask } from './run-audit-task.ts';

export type DisclosureAuditOptions = {
  readonly signal?: AbortSignal;
  /** Stops the audit after this time. */
  readonly deadlineMs?: number;
  readonly onProgress?: ProgressListener;
  /** Checks only these counts; the others are still constraints. */
  readonly scope?: SearchScope;
};

/**
 * Finds counts of 1 to 4 for which the linear system leaves fewer than `LEAST_OPEN_VALUES` values. A release
 * with such a count must be withheld; the names contain the tables to make coarser.
 *
 * Exact over all whole numbers, like `intervalsOf`, for any given truths. But `hidden` should contain the
 * truth of every count, small or not: the search starts from a feasible point, which must otherwise be found
 * first.
 *
 * Rejects with ContradictionError if nothing is feasible, with UnfinishedError if stopped, and with
 * DisclosureAuditFailedError if the process or the solver failed.
 */
export async function findDeterminedCounts(
  linearSystem: LinearSystem,
  hidden: readonly HiddenCount[],
  options: DisclosureAuditOptions = {},
): Promise<DeterminedCount[]> {
  const { scope } = options;
  return (await runAudit({ kind: 'determined', linearSystem, hidden, scope }, options)).determinedCounts;
}

/**
 * Finds counts in which an attacker with an own part knows that the others' part exists and is small: 1 to 4,
 * or fewer values. "Fewer than five values" cannot be required for an attacker with an own part in a cell
 * that reads 0; this can. Each attacker is alone; a pair that shares everything is one attacker, by
 * `withPairs`. A count without an own part that an outsider knows as well is found by `findDeterminedCounts`
 * and not repeated here.
 *
 * `own` must be a part of the truth, and contain every count of which the attacker can know its part, sums
 * among them. Rejects as `findDeterminedCounts` does.
 */
export async function findInferredCounts(
  linearSystem: LinearSystem,
  hidden: readonly HiddenCount[],
  attackers: readonly Attacker[],
  options: DisclosureAuditOptions = {},
): Promise<InferredCount[]> {
  const { scope } = options;
  const task = { kind: 'inferred', linearSystem, hidden, scope, attackers } as const;
  return (await runAudit(task, options)).inferredCounts;
}

/**
 * Finds counts of all variables that fit the linear system and are nearest to the given truths. Rejects as
 * `findDeterminedCounts` does.
 */
export async function fitCounts(
  linearSystem: LinearSystem,
  hidden: readonly HiddenCount[],
  options: DisclosureAuditOptions,
): Promise<Float64Array> {
  return (await runAudit({ kind: 'lost', linearSystem, hidden }, options)).counts;
}

/**
 * Variables of a linear system, such as that of a week, that is solved in less time than a process takes to
 * start.
 */
const SMALL_SYSTEM = 40;

type ReplyTo<Task extends AuditTask> = Extract<AuditReply, { readonly kind: Task['kind'] }>;

/**
 * Runs a task in a process of its own, so that the caller stays responsive and survives a crash of the
 * solver. `signal` or the deadline kill the process, even during a solve, and UnfinishedError states the
 * progress: there is no partial result.
 */
async function runAudit<Task extends AuditTask>(
  task: Task,
  { signal, deadlineMs, onProgress }: DisclosureAuditOptions,
): Promise<ReplyTo<Task>> {
  const signals = [signal ?? [], deadlineMs === undefined ? [] : AbortSignal.timeout(deadlineMs)].flat();
  const end = AbortSignal.any(signals);
  let [checked, of] = [0, task.hidden.length];
  const unfinished = () => new UnfinishedError(checked, of, end.reason);
  if (end.aborted) throw unfinished();
  if (task.linearSystem.limits.length <= SMALL_SYSTEM) return replyTo(task, await runHere(task));

  const child = startAuditProcess();
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
  const lastOutput = collectOutput(child);
  const rejectOnError = (error: NodeJS.ErrnoException | null): void => {
    if (error !== null) reject(new DisclosureAuditFailedError(error.code ?? error.name, lastOutput(), error));
  };
  child.on('error', rejectOnError);
  // `close` comes after the last output, `exit` may come before it.
  child.on('close', (code, signalName) =>
    reject(new DisclosureAuditFailedError(String(code ?? signalName), lastOutput())),
  );
  child.send(cloneable(task), rejectOnError);
  try {
    return replyTo(task, await promise);
  } finally {
    end.removeEventListener('abort', stop);
    child.kill('SIGKILL');
  }
}

function replyTo<Task extends AuditTask>(task: Task, reply: AuditReply): ReplyTo<Task> {
  if (reply.kind !== task.kind) throw new Error(`unexpected reply to ${task.kind}: ${reply.kind}`);
  return reply as ReplyTo<Task>;
}

async function runHere(task: AuditTask): Promise<AuditReply> {
  try {
    return runAuditTask(await loadHighs(), task, () => {});
  } catch (error) {
    throw error instanceof ContradictionError ? error : auditFailure(error);
  }
}

/** Every other error of solver or search ends one audit, and not those of other periods. */
function auditFailure(error: unknown): DisclosureAuditFailedError {
  const [name, output] =
    error instanceof Error ? [error.name, error.stack ?? ''] : ['an error', String(error)];
  return new DisclosureAuditFailedError(name, output, error);
}

/**
 * V8's memory protection keys of compiled code lose count when WebAssembly modules come and go, and then
 * abort the process (nodejs/node#64500). The audit process runs without them.
 */
const FLAGS = ['--no-memory-protection-keys'];

/** Starts the process without an environment, which may contain secrets. */
function startAuditProcess(): ChildProcess {
  return fork(new URL('./audit-process.ts', import.meta.url), {
    env: {},
    execArgv: FLAGS,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** Without the functions of a linear system, which cannot be sent to a process. */
function cloneable(task: AuditTask): AuditTask {
  const { constraints, limits } = task.linearSystem;
  return { ...task, linearSystem: { constraints, limits } };
}

const MAX_OUTPUT_CHARACTERS = 2_000;

function collectOutput(child: ChildProcess): () => string {
  let output = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-MAX_OUTPUT_CHARACTERS);
  });
  return () => output;
}
