/** Nothing fits what was published: a number was not made as the method says. */
export class ContradictionError extends Error {
  readonly code = 'contradiction';
  constructor() {
    super('no counts at all fit what was published: these tables were not drawn as the method says');
    this.name = 'ContradictionError';
  }
}

/**
 * The attack is over and has said nothing: the system ended its process, memory ran out, it could not begin, or its solver failed. The same
 * attack may come to an end another time.
 */
export class DisclosureAuditFailedError extends Error {
  readonly code = 'attack-died';
  /** The exit code of its process, or the signal or error that ended it. */
  readonly exitReason: string;
  /** What it wrote last, without digits: the counts that it was given are numbers. */
  readonly lastOutput: string;
  constructor(exitReason: string, lastOutput: string, cause?: unknown) {
    super(`the process of the attack ended with ${exitReason} and no reply`, { cause });
    this.name = 'AttackDiedError';
    this.exitReason = exitReason;
    this.lastOutput = lastOutput.replaceAll(/\d/g, '#').slice(-MOST_CHARACTERS);
  }
}

const MOST_CHARACTERS = 500;

/** The check was stopped before it had looked at every count, so it says nothing: least of all that nothing was found. */
export class UnfinishedError extends Error {
  readonly code = 'unfinished';
  /** Small counts that it had looked at, of all. */
  readonly checked: number;
  readonly of: number;
  constructor(checked: number, of: number, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `the attack on these tables was stopped (${why}) after ${checked} of ${of} small counts: ` +
        'treat them as not checked, and give the check more time or fewer tables',
      { cause },
    );
    this.name = 'UnfinishedError';
    this.checked = checked;
    this.of = of;
  }
}
