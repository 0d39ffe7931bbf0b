/**
 * What a command does to a report or an activity record, decided from what is current. Pure: the ledger's writes and
 * the wire's errors both follow from the value that is returned here.
 */

/** What the ledger holds under an id. */
export type Current = {
  readonly revision: number;
  readonly retracted: boolean;
  /** Keyed digest of the content as it was sent; of a retraction, the empty text. */
  readonly digest: string;
  /** Of a retraction: whether consent was withdrawn. */
  readonly withdrawn?: boolean;
  /** Of what ended because its time was over: nothing brings it back. */
  readonly expired?: boolean;
  /** Of what only the log has: this ledger is a copy from before it was sent. */
  readonly missing?: boolean;
};

export type Command =
  | { readonly kind: 'submit'; readonly digest: string }
  | { readonly kind: 'revise'; readonly digest: string; readonly base: number }
  /** Base 0 retracts whatever is current. */
  | { readonly kind: 'retract'; readonly base: number; readonly withdraws?: boolean };

/** What the messages call the thing: its noun, the field of its id, and the call that changes it. */
export type Subject = { readonly noun: string; readonly idField: string; readonly reviseCall: string };

export const REPORT: Subject = { noun: 'report', idField: 'report_id', reviseCall: 'ReviseReport' };
export const ACTIVITY: Subject = {
  noun: 'activity',
  idField: 'activity_id',
  reviseCall: 'ReviseActivity',
};

export type RefusalCode = 'ALREADY_EXISTS' | 'ABORTED' | 'FAILED_PRECONDITION' | 'NOT_FOUND';

/** What a new revision changes: everything, that there is a report, or how widely it is shared. */
export type Change = 'content' | 'retraction' | 'sharing';

export type Decision =
  /** Write this revision. */
  | { readonly kind: 'accept'; readonly revision: number; readonly change: Change }
  /** The same is here already: answer with the receipt of what is current. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refuse'; readonly code: RefusalCode; readonly message: string };

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
  if (current.expired === true) return refuseExpired(subject);
  const { noun, idField, reviseCall } = subject;
  if (current.retracted)
    return refuse(
      'FAILED_PRECONDITION',
      `this ${noun} was retracted in revision ${current.revision}; bring it back by ${reviseCall} with base_revision ${current.revision}`,
    );
  if (current.missing === true) return accept(current.revision + 1, 'content');
  if (current.digest === digest) return { kind: 'unchanged' };
  return refuse(
    'ALREADY_EXISTS',
    `this ${idField} was used with other content; to change the ${noun} call ${reviseCall} with base_revision ${current.revision}`,
  );
}

function revise(
  current: Current,
  { digest, base }: { readonly digest: string; readonly base: number },
  subject: Subject,
): Decision {
  if (current.expired === true) return refuseExpired(subject);
  // Nobody can read again what is not here, and nothing that is here is lost.
  if (current.missing === true && !current.retracted && base < current.revision)
    return accept(current.revision + 1, 'content');
  const same = !current.retracted && current.digest === digest;
  // Base one below current: this very revision was taken before and its answer was lost.
  if (same && (base === current.revision || base === current.revision - 1)) return { kind: 'unchanged' };
  return base === current.revision ? accept(current.revision + 1, 'content') : refuseStale(current, subject);
}

function retract(
  current: Current,
  { base, withdraws = false }: { readonly base: number; readonly withdraws?: boolean },
  subject: Subject,
): Decision {
  if (base > current.revision) return refuseStale(current, subject);
  // What was retracted for another reason may come back, by an import for one; a consent that was withdrawn ends that.
  const isWithdrawal = withdraws && current.withdrawn !== true && current.expired !== true;
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

export function refuseExpired({ noun, idField }: Subject): Decision {
  return refuse(
    'FAILED_PRECONDITION',
    `this ${noun} has expired: the node kept it for as long as it keeps any, and its content is gone; what is known anew goes under another ${idField}`,
  );
}

export function refuseNotFound(subject: Subject): Decision {
  return refuse('NOT_FOUND', notFoundMessage(subject));
}

/** Word for word the same for what belongs to somebody else, because ids are kept per organisation. */
export function notFoundMessage({ noun }: Subject): string {
  return `there is no such ${noun} of yours at this node`;
}

export function refuseStale(current: Current, { noun }: Subject): Decision {
  const what = current.retracted ? 'a retraction, revision' : 'revision';
  return refuse(
    'ABORTED',
    `the base_revision is not current: this ${noun} is at ${what} ${current.revision}; read it again and name that`,
  );
}
