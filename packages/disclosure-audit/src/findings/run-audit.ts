import { type ChildProcess, fork } from 'node:child_process';
import { Socket } from 'node:net';
import { ContradictionError, DisclosureAuditFailedError, UnfinishedError } from '../errors.ts';
import { loadHighs } from '../solver/load-highs.ts';
import type { Attacker } from '../system/attacker.ts';
import type { HiddenCount, LinearSystem } from '../system/linear-system.ts';
import type { DeterminedCount, InferredCount, ProgressListener, SearchScope } from './finding.ts';
import { type AuditMessage, type AuditReply, type AuditTask, runAuditTask } from './run-audit-task.ts';

export type DisclosureAuditOptions = {
  readonly signal?: AbortSignal;
  /** Time limit, after which the audit is stopped. */
  readonly deadlineMs?: number;
  readonly onProgress?: ProgressListener;
  /** Checks only these counts; the others are still constraints. */
  readonly scope?: SearchScope;
};

/**
 * Finds counts that may be 1 to 4 and for which the linear system leaves fewer than `LEAST_OPEN_VALUES`
 * possible values. A draw with such a count must not be released, whatever the true count is.
 *
 * The result is exact over all whole numbers, like that of `intervalsOf`, whatever truths are given. But
 * `hidden` should contain the truth of every count. The search starts from a feasible point, which must be
 * computed first if truths are missing.
 *
 * Rejects with ContradictionError if nothing is feasible, with UnfinishedError if the audit is stopped, and
 * with DisclosureAuditFailedError if the process or the solver failed.
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
 * Finds counts in which an attacker knows that other organisations have reports, and only few: 1 to 4, or
 * fewer values. The rule "at least five possible values" cannot be required for an attacker that has own
 * reports in a cell that is released as 0. This rule can. Each attacker is audited alone; `withGroups` makes
 * organisations that share everything one attacker. A count without own reports that an outsider knows as well is
 * found by `findDeterminedCounts` and is not repeated here.
 *
 * Each `own` count must be at most the truth. `own` must contain every count in which the attacker can know
 * its own reports, including sums. Rejects with the errors of `findDeterminedCounts`.
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
 * Finds the counts of `findDeterminedCounts` and of `findInferredCounts` in one process. If `stopsAtOutsider`,
 * attackers are not audited once an outsider determines a count. Rejects with the errors of
 * `findDeterminedCounts`.
 */
export async function findDisclosedCounts(
  linearSystem: LinearSystem,
  hidden: readonly HiddenCount[],
  attackers: readonly Attacker[],
  { stopsAtOutsider, ...options }: DisclosureAuditOptions & { readonly stopsAtOutsider: boolean },
): Promise<{ readonly determinedCounts: DeterminedCount[]; readonly inferredCounts: InferredCount[] }> {
  const { scope } = options;
  const task = { kind: 'disclosed', linearSystem, hidden, scope, attackers, stopsAtOutsider } as const;
  return runAudit(task, options);
}

/**
 * Finds counts of all variables that fit the linear system and are nearest to the given truths. Rejects with
 * the errors of `findDeterminedCounts`.
 */
export async function fitCounts(
  linearSystem: LinearSystem,
  hidden: readonly HiddenCount[],
  options: DisclosureAuditOptions,
): Promise<Float64Array> {
  return (await runAudit({ kind: 'lost', linearSystem, hidden }, options)).counts;
}

/**
 * Maximum number of variables to solve in this process. Solving such a system, such as that of a week, takes
 * less time than starting a process.
 */
const SMALL_SYSTEM = 40;

type ReplyTo<Task extends AuditTask> = Extract<AuditReply, { readonly kind: Task['kind'] }>;

/**
 * Runs a task in another process, so that the caller stays responsive and survives a crash of the solver.
 * `signal` or the deadline kills the process, even during a solve. There is no partial result;
 * UnfinishedError states how many counts were checked.
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

  const auditProcess = takeWaitingProcess() ?? startAuditProcess();
  const { child, lastOutput } = auditProcess;
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
    if (error !== null) reject(new DisclosureAuditFailedError(error.code ?? error.name, lastOutput(), error));
  };
  child.on('error', rejectOnError);
  // `close` comes after the last output; `exit` may come before that output.
  child.on('close', (code, signalName) =>
    reject(new DisclosureAuditFailedError(String(code ?? signalName), lastOutput())),
  );
  child.send(cloneable(task), rejectOnError);
  try {
    const reply = replyTo(task, await promise);
    keepWaiting(auditProcess);
    return reply;
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    end.removeEventListener('abort', stop);
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

/** Any other error of the solver or search ends this audit alone, not the audits of other periods. */
function auditFailure(error: unknown): DisclosureAuditFailedError {
  const [name, output] =
    error instanceof Error ? [error.name, error.stack ?? ''] : ['an error', String(error)];
  return new DisclosureAuditFailedError(name, output, error);
}

/**
 * V8's memory protection keys of compiled code become miscounted when WebAssembly modules are loaded and
 * freed; V8 then aborts the process (nodejs/node#64500). The audit process runs without these keys.
 */
const FLAGS = ['--no-memory-protection-keys'];

type AuditProcess = { readonly child: ChildProcess; readonly lastOutput: () => string };

/** Starts the process without an environment, which may contain secrets. */
function startAuditProcess(): AuditProcess {
  const child = fork(new URL('./audit-process.ts', import.meta.url), {
    env: {},
    execArgv: FLAGS,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return { child, lastOutput: collectOutput(child) };
}

/** Starting a process takes longer than most audits, so it waits this long for the next one. */
const WAIT_MS = 2_000;
let waiting: { readonly auditProcess: AuditProcess; readonly timer: NodeJS.Timeout } | undefined;

function keepWaiting(auditProcess: AuditProcess): void {
  takeWaitingProcess()?.child.kill('SIGKILL');
  const { child } = auditProcess;
  for (const event of ['message', 'error', 'close']) child.removeAllListeners(event);
  const end = () => takeWaitingProcess()?.child.kill('SIGKILL');
  child.once('close', end).once('error', end);
  waiting = { auditProcess, timer: setTimeout(end, WAIT_MS).unref() };
  // A process that waits must not keep this one alive.
  child.unref();
  child.channel?.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
}

function takeWaitingProcess(): AuditProcess | undefined {
  if (waiting === undefined) return undefined;
  const { auditProcess, timer } = waiting;
  waiting = undefined;
  clearTimeout(timer);
  const { child } = auditProcess;
  for (const event of ['error', 'close']) child.removeAllListeners(event);
  child.ref();
  child.channel?.ref();
  return auditProcess;
}

/** The linear system without its functions, which cannot be sent to a process. */
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
