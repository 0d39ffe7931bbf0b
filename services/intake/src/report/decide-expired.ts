import { type Command, type Current, type Decision, refuse, refuseStale, type Subject } from './decide.ts';
import type { Narrowing } from './decide-narrowing.ts';

/** Decides a command on an expired report or activity report: expiry is final, and withdrawn consent does not replace it. */
export function decideExpired(current: Current, command: Command | Narrowing, subject: Subject): Decision {
  if (command.kind === 'retract')
    return command.base > current.revision ? refuseStale(current, subject) : { kind: 'unchanged' };
  const { noun, idField } = subject;
  return refuse(
    'FAILED_PRECONDITION',
    `this ${noun} has expired and its content is erased: send new information under another ${idField}`,
  );
}
