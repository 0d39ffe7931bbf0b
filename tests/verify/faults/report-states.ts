import type { Operation, SeenReceipt } from './history.ts';

/** A possible state of a report at its node. Revision 0: unknown to the node. Content undefined: retracted. */
export type ReportState = { readonly revision: number; readonly content: number | undefined };

const UNKNOWN: ReportState = { revision: 0, content: undefined };

/** gRPC codes with which a node refuses an operation that does not fit the state. */
const [INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED] = [3, 5, 6, 9, 10];

/** All states that a report may have after its operations, and the answers that fit none. */
export type FollowedReport = {
  readonly states: readonly ReportState[];
  readonly impossible: readonly { readonly operation: Operation; readonly why: string }[];
};

/**
 * Follows a report through the operations of one process, in their order. An unanswered operation may have been applied,
 * or may still be applied whenever it fits. An answer narrows down the possible states.
 */
export function followReport(operations: readonly Operation[]): FollowedReport {
  let states: readonly ReportState[] = [UNKNOWN];
  const open: Operation[] = [];
  const impossible: { operation: Operation; why: string }[] = [];
  for (const operation of operations) {
    const { outcome } = operation;
    if (outcome.kind === 'unanswered') {
      if (!operation.invalid) open.push(operation);
    } else if (outcome.kind === 'acknowledged') {
      const { receipt } = outcome;
      const possible = reachable(states, [...open, operation]).filter((state) =>
        isAcknowledged(operation, receipt, state),
      );
      const [found] = possible;
      if (found === undefined || operation.invalid)
        impossible.push({ operation, why: `acknowledged as revision ${receipt.revision}` });
      states = [found ?? { revision: receipt.revision, content: operation.content }];
    } else {
      const before = reachable(states, open);
      const possible = before.filter((state) => isRefused(operation, outcome.code, state));
      if (possible.length === 0) impossible.push({ operation, why: `refused with code ${outcome.code}` });
      else states = possible;
    }
  }
  return { states: reachable(states, open), impossible };
}

function reachable(from: readonly ReportState[], open: readonly Operation[]): readonly ReportState[] {
  const found = [...from];
  // The array grows while it is iterated.
  for (const state of found)
    for (const operation of open) {
      const next = after(state, operation);
      if (next !== undefined && !found.some((one) => isSame(one, next))) found.push(next);
    }
  return found;
}

const isSame = (a: ReportState, b: ReportState): boolean =>
  a.revision === b.revision && a.content === b.content;

/** Returns the state after an operation; undefined if it does not fit the state. */
function after(state: ReportState, { kind, base, content }: Operation): ReportState | undefined {
  if (state.revision !== base) return undefined;
  if (kind === 'retract' && (base === 0 || state.content === undefined)) return undefined;
  if (kind === 'revise' && base === 0) return undefined;
  return { revision: base + 1, content: kind === 'retract' ? undefined : content };
}

/** Returns whether a node that is in this state after the operation gives this receipt. */
function isAcknowledged({ kind, base, content }: Operation, seen: SeenReceipt, state: ReportState): boolean {
  if (state.revision !== seen.revision || state.revision === 0) return false;
  // The retraction of a retracted report is answered with the current state.
  if (kind === 'retract') return state.content === undefined && state.revision >= base;
  return state.content === content;
}

/** Returns whether a node in this state refuses the operation with this code. */
function isRefused({ kind, base, content, invalid }: Operation, code: number, state: ReportState): boolean {
  if (invalid || code === INVALID_ARGUMENT) return invalid && code === INVALID_ARGUMENT;
  const exists = state.revision > 0;
  const retracted = exists && state.content === undefined;
  if (code === NOT_FOUND) return kind !== 'submit' && !exists;
  if (!exists) return kind === 'submit' && ![ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED].includes(code);
  if (code === ALREADY_EXISTS) return kind === 'submit' && !retracted && state.content !== content;
  if (code === FAILED_PRECONDITION) return kind === 'submit' && retracted;
  if (code === ABORTED) return kind !== 'submit' && base !== state.revision;
  // A refusal independent of the report, such as a rate limit, does not change the state.
  return true;
}
