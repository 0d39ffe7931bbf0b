/** The current state under an id. */
export type Current = {
  readonly revision: number;
  readonly retracted: boolean;
  /** Keyed digest of the content as sent; empty for a retraction. */
  readonly digest: string;
  /** True if the report was retracted because consent was withdrawn. */
  readonly withdrawn?: boolean;
};

export type Command =
  | { readonly kind: 'submit'; readonly digest: string }
  | { readonly kind: 'revise'; readonly digest: string; readonly base: number }
  /** Base 0 means the current revision. */
  | { readonly kind: 'retract'; readonly base: number; readonly withdraws?: boolean };

/** Terms for messages: noun, field of the id, and the call that revises. */
export type Subject = { readonly noun: string; readonly idField: string; readonly reviseCall: string };

export const REPORT: Subject = { noun: 'report', idField: 'report_id', reviseCall: 'ReviseReport' };
export const ACTIVITY: Subject = {
  noun: 'activity',
  idField: 'activity_id',
  reviseCall: 'ReviseActivity',
};

export type RefusalCode = 'ALREADY_EXISTS' | 'ABORTED' | 'FAILED_PRECONDITION' | 'NOT_FOUND';

/** Kind of change in a new revision: new content, the end of the report, or another audience. */
export type Change = 'content' | 'retraction' | 'sharing';

export type Decision =
  /** The ledger writes this revision. */
  | { readonly kind: 'accept'; readonly revision: number; readonly change: Change }
  /** The ledger already has this state. The response contains the current receipt. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refuse'; readonly code: RefusalCode; readonly message: string };

/** Decides what a command does to a report or an activity report. Pure function. */
export function decide(current: Current | undefined, command: Command, subject: Subject = REPORT): Decision {
  switch (command.kind) {
    case 'submit':
      return submit(current, command.digest, subject);
    case 'revise':
      return current === undefined ? refuseNotFound(subject) : revise(current, command, subject);
    case 'retract':
      return current === undefined ? refuseNotFound(subject) : retract(current, command, subject);
    default:
      return command satisfies never;
  }
}

function submit(current: Current | undefined, digest: string, subject: Subject): Decision {
  if (current === undefined) return accept(1, 'content');
  const { noun, idField, reviseCall } = subject;
  if (current.retracted)
    return refuse(
      'FAILED_PRECONDITION',
      `this ${noun} was retracted in revision ${current.revision}: to restore it call ${reviseCall} with base_revision ${current.revision}`,
    );
  if (current.digest === digest) return { kind: 'unchanged' };
  return refuse(
    'ALREADY_EXISTS',
    `this ${idField} was used with other content: to change the ${noun} call ${reviseCall} with base_revision ${current.revision}`,
  );
}

function revise(
  current: Current,
  { digest, base }: { readonly digest: string; readonly base: number },
  subject: Subject,
): Decision {
  const isSame = !current.retracted && current.digest === digest;
  // If the base is one below the current revision, the sender repeats this revision because its response was
  // lost.
  if (isSame && (base === current.revision || base === current.revision - 1)) return { kind: 'unchanged' };
  return base === current.revision ? accept(current.revision + 1, 'content') : refuseStale(current, subject);
}

function retract(
  current: Current,
  { base, withdraws = false }: { readonly base: number; readonly withdraws?: boolean },
  subject: Subject,
): Decision {
  if (base > current.revision) return refuseStale(current, subject);
  // A report that was retracted for another reason may be restored, for example by an import. Withdrawn
  // consent prevents that.
  const isWithdrawal = withdraws && current.withdrawn !== true;
  if (current.retracted && !isWithdrawal) return { kind: 'unchanged' };
  return base === 0 || base === current.revision
    ? accept(current.revision + 1, 'retraction')
    : refuseStale(current, subject);
}

export function accept(revision: number, change: Change): Decision {
  return { kind: 'accept', revision, change };
}

export function refuse(code: RefusalCode, message: string): Decision {
  return { kind: 'refuse', code, message };
}

export function refuseNotFound(subject: Subject): Decision {
  return refuse('NOT_FOUND', notFoundMessage(subject));
}

/** The message is the same for an id of another organisation, because each organisation has its own ids. */
export function notFoundMessage({ noun }: Subject): string {
  return `your organisation has no such ${noun} at this node`;
}

export function refuseStale(current: Current, { noun }: Subject): Decision {
  const at = current.retracted ? 'a retraction, revision' : 'revision';
  return refuse(
    'ABORTED',
    `the base_revision is not current: this ${noun} is at ${at} ${current.revision}; read it again and send that number`,
  );
}
