import { setTimeout as wait } from 'node:timers/promises';
import {
  type AcceptedResult,
  type RefusedResult,
  SubmitReportsRequest,
  type SubmitReportsResponse,
} from '@waylight/contracts/intake';
import { type RpcCode, RpcFailure, statusName } from '@waylight/service-kit/client';
import { createBackoff, type ImportNode, isTransient } from './node-calls.ts';

export type Operation = NonNullable<SubmitReportsRequest['operation']>;

export type OperationOutcome =
  | { readonly kind: 'accepted'; readonly accepted: AcceptedResult }
  | { readonly kind: 'refused'; readonly refused: RefusedResult };

export type SubmitOptions = {
  readonly signal: AbortSignal;
  /** Called once for each operation with a final answer. */
  readonly onAnswer?: () => void;
};

const BUSY_CODES: ReadonlySet<RpcCode> = new Set(['RESOURCE_EXHAUSTED', 'UNAVAILABLE', 'DEADLINE_EXCEEDED']);
const MIN_PAUSE_MS = 50;

/**
 * Submits operations and returns one outcome for each, in their order. After a lost connection it resubmits unanswered
 * operations on a new stream. When the node is busy it waits as long as the node requests. Operations are idempotent, and
 * both end after a bounded number of attempts without progress.
 */
export async function submitOperations(
  node: Pick<ImportNode, 'submitReports'>,
  operations: readonly Operation[],
  { signal, onAnswer }: SubmitOptions,
): Promise<OperationOutcome[]> {
  const outcomes: OperationOutcome[] = [];
  const backoff = createBackoff(signal);
  let pending = operations.map((_, index) => index);
  while (pending.length > 0) {
    const round: Round = { pausedUntil: 0 };
    let failure = new Error('the stream ended before all operations were answered');
    try {
      for await (const response of node.submitReports(requests(operations, pending, round, signal), {
        signal,
      })) {
        const index = Number(response.ordinal);
        const outcome = outcomeOf(response);
        if (outcome.kind === 'refused' && BUSY_CODES.has(statusName(outcome.refused.code))) {
          failure = busyFailure(outcome.refused);
          round.pausedUntil = Date.now() + Math.max(MIN_PAUSE_MS, outcome.refused.retryAfterMs);
          continue;
        }
        if (outcomes[index] === undefined) onAnswer?.();
        outcomes[index] = outcome;
        backoff.reset();
      }
    } catch (error) {
      if (!isTransient(error)) throw error;
      failure = error;
    }
    pending = pending.filter((index) => outcomes[index] === undefined);
    if (pending.length === 0) break;
    await waitUntilResumed(round, signal);
    await backoff.after(failure);
  }
  return outcomes;
}

type Round = { pausedUntil: number };

async function* requests(
  operations: readonly Operation[],
  pending: readonly number[],
  round: Round,
  signal: AbortSignal,
): AsyncGenerator<SubmitReportsRequest> {
  for (const index of pending) {
    await waitUntilResumed(round, signal);
    yield SubmitReportsRequest.fromPartial({ ordinal: BigInt(index), operation: operations[index] });
  }
}

/** Delays later operations too, because the node would refuse them as well. */
async function waitUntilResumed({ pausedUntil }: Round, signal: AbortSignal): Promise<void> {
  const leftMs = pausedUntil - Date.now();
  if (leftMs > 0) await wait(leftMs, undefined, { signal });
}

function outcomeOf({ reportId, result }: SubmitReportsResponse): OperationOutcome {
  switch (result?.$case) {
    case 'accepted':
      return { kind: 'accepted', accepted: result.value };
    case 'refused':
      return { kind: 'refused', refused: result.value };
    case undefined:
      throw new TypeError(`the outcome of ${reportId} is neither accepted nor refused`);
    default:
      return result satisfies never;
  }
}

function busyFailure({ code, message }: RefusedResult): RpcFailure {
  const name = statusName(code) === 'RESOURCE_EXHAUSTED' ? 'RESOURCE_EXHAUSTED' : 'UNAVAILABLE';
  return new RpcFailure({ address: 'the node', path: '/SubmitReports' }, name, message);
}
