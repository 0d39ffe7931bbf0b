/** The released numbers fit no counts at all, so some number was not rounded by the documented method. */
export class ContradictionError extends Error {
  readonly code = 'contradiction';
  constructor() {
    super('the released tables contradict each other');
    this.name = 'ContradictionError';
  }
}

/**
 * The disclosure audit ended without a result: its process was killed, memory ran out, it did not start, or
 * the solver failed. The same audit may succeed later.
 */
export class DisclosureAuditFailedError extends Error {
  readonly code = 'disclosure-audit-failed';
  /** Exit code of the process, or the signal or error that ended it. */
  readonly exitReason: string;
  /** Last output of the process, without its digits, because the process reads counts. */
  readonly lastOutput: string;
  constructor(exitReason: string, lastOutput: string, cause?: unknown) {
    super(`disclosure audit process exited without a result: ${exitReason}`, { cause });
    this.name = 'DisclosureAuditFailedError';
    this.exitReason = exitReason;
    this.lastOutput = lastOutput.replaceAll(/\d/g, '#').slice(-MAX_CHARACTERS);
  }
}

const MAX_CHARACTERS = 500;

/**
 * The disclosure audit was stopped before it had checked every count. An incomplete audit never shows that a
 * table is safe.
 */
export class UnfinishedError extends Error {
  readonly code = 'unfinished';
  /** Number of counts that were checked, out of `of` counts. */
  readonly checked: number;
  readonly of: number;
  constructor(checked: number, of: number, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `disclosure audit stopped (${reason}) after ${checked} of ${of} counts: ` +
        'treat the tables as not checked, and allow more time or release fewer tables',
      { cause },
    );
    this.name = 'UnfinishedError';
    this.checked = checked;
    this.of = of;
  }
}
