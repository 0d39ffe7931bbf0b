import {
  accept,
  type Command,
  type Current,
  type Decision,
  decide,
  REPORT,
  refuse,
  refuseStale,
} from '../report/decide.ts';
import type { Narrowing } from '../report/decide-narrowing.ts';

/**
 * Decides a command on a missing report: only the restore journal has it, and it is not retracted. Its
 * content is unknown here. So new content is accepted even with an older base, and the report cannot be
 * narrowed.
 */
export function decideMissing(current: Current, command: Command | Narrowing): Decision {
  switch (command.kind) {
    case 'submit':
      return accept(current.revision + 1, 'content');
    case 'revise':
      return command.base > current.revision
        ? refuseStale(current, REPORT)
        : accept(current.revision + 1, 'content');
    case 'narrow':
      return command.base > current.revision
        ? refuseStale(current, REPORT)
        : refuse('FAILED_PRECONDITION', MISSING);
    case 'retract':
      return decide(current, command, REPORT);
    default:
      return command satisfies never;
  }
}

const MISSING =
  'the node was restored from an older copy of its ledger, in which the content of this report is missing: send the report again with that audience, or retract it';
