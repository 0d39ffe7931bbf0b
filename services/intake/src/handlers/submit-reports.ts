import { type Organisation, principalOf } from '@waylight/access';
import type {
  Receipt,
  Report,
  SubmitReportsRequest,
  SubmitReportsResponse,
} from '@waylight/contracts/intake';
import { type BidiHandler, RpcError } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import { canRepeatId } from '../steps/check-identities.ts';
import { SENDER_ID } from '../steps/limits.ts';
import { createInFlight } from './in-flight.ts';
import { createRefusal, toGrpcCode } from './refusals.ts';
import { retract, revise, submit, type WriteResult } from './write-report.ts';

/**
 * Maximum number of concurrent operations of one stream; they share commits. Reading from the stream waits at
 * this limit.
 */
const MAX_IN_FLIGHT = 256;

/**
 * Returns one outcome for each operation, with its ordinal, as soon as it has been carried out. A refused operation
 * does not end the stream. Flow control slows down a sender that exceeds its rate.
 */
export function submitReports(ctx: NodeContext): BidiHandler<SubmitReportsRequest, SubmitReportsResponse> {
  return (requests, call) => {
    ctx.access.organisationOf(principalOf(call));
    const inFlight = createInFlight<SubmitReportsResponse>(MAX_IN_FLIGHT);
    const reading = async (): Promise<void> => {
      for await (const request of requests) {
        if (inFlight.isStopped()) return;
        if (call.deadlineMs === 0)
          throw new RpcError(
            'DEADLINE_EXCEEDED',
            'the deadline passed; operations without an outcome may or may not have been carried out',
          );
        // The registry may have changed since the stream began.
        const organisation = ctx.access.organisationOf(ctx.authorizer.authorize(call));
        if (!ctx.writeLimit.tryTake(organisation.id))
          await ctx.writeLimit.waitFor(organisation.id, call.signal);
        inFlight.add(executeOperation(ctx, organisation, request));
        if (inFlight.isFull()) await inFlight.room();
      }
    };
    inFlight.endAfter(reading());
    return inFlight.results();
  };
}

function executeOperation(
  ctx: NodeContext,
  organisation: Organisation,
  { ordinal, operation }: SubmitReportsRequest,
): Promise<SubmitReportsResponse> {
  const respond = (refusedId: () => string) => (written: WriteResult<Receipt>) =>
    toResponse(ordinal, refusedId, written);
  switch (operation?.$case) {
    case 'submit':
      return submit(ctx, organisation, operation.value).then(respond(repeatableId(operation.value.report)));
    case 'revise':
      return revise(ctx, organisation, operation.value).then(respond(repeatableId(operation.value.report)));
    case 'retract': {
      const { reportId } = operation.value;
      return retract(ctx, organisation, operation.value).then(
        respond(() => (SENDER_ID.test(reportId) ? reportId : '')),
      );
    }
    case undefined: {
      const refusal = createRefusal(
        'INVALID_ARGUMENT',
        'an operation is required: submit, revise or retract',
      );
      return Promise.resolve(toResponse(ordinal, () => '', refusal));
    }
    default:
      return operation satisfies never;
  }
}

function toResponse(
  ordinal: bigint,
  refusedId: () => string,
  written: WriteResult<Receipt>,
): SubmitReportsResponse {
  if (written.kind === 'done') {
    const { receipt, outcome } = written;
    return {
      ordinal,
      reportId: receipt.reportId,
      result: { $case: 'accepted', value: { receipt, outcome } },
    };
  }
  const { code, message, violations } = written;
  return {
    ordinal,
    reportId: refusedId(),
    result: {
      $case: 'refused',
      value: {
        code: toGrpcCode(code),
        message,
        violations: [...violations],
        retryAfterMs: code === 'UNAVAILABLE' ? RETRY_AFTER_MS : 0,
      },
    },
  };
}

/** Returns the id of a refused report. The id is empty if it is malformed or contains part of an identity. */
function repeatableId(report: Report | undefined): () => string {
  return () => (report !== undefined && canRepeatId(report) ? report.reportId : '');
}

const RETRY_AFTER_MS = 1_000;
