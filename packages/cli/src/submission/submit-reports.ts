import { setTimeout as wait } from 'node:timers/promises';
import {
  type RefusedResult,
  type SubmitReportRequest,
  SubmitReportsRequest,
  type SubmitReportsResponse,
} from '@waylight/contracts/intake';
import { statusName } from '@waylight/service-kit/client';
import type { CommandContext } from '../command-context.ts';
import type { IntakeCalls } from '../connection/connect.ts';
import type { AcceptedOperation } from '../receipts/print-receipts.ts';

export type RefusedOperation = { readonly reportId: string; readonly refused: RefusedResult };
export type OperationResult = AcceptedOperation | RefusedOperation;

export const isAccepted = (result: OperationResult): result is AcceptedOperation => !('refused' in result);

/** Maximum number of attempts to send operations for which the node was too busy. */
const MAX_ROUNDS = 10;

/** Sends requests on one stream and returns a result for each, in their order. */
export async function submitReports(
  context: Pick<CommandContext, 'progress' | 'signal'>,
  intake: Pick<IntakeCalls, 'submitReports'>,
  label: string,
  requests: readonly SubmitReportRequest[],
): Promise<OperationResult[]> {
  const results: OperationResult[] = [];
  const progress = await context.progress(label, requests.length);
  try {
    let pending = requests.map((_, index) => index);
    for (let round = 0; pending.length > 0 && round < MAX_ROUNDS; round += 1) {
      const refusedAsBusy: number[] = [];
      let waitMs = 0;
      for await (const response of intake.submitReports(operations(requests, pending))) {
        const index = Number(response.ordinal);
        const result = resultOf(response, requests[index]);
        results[index] = result;
        if (!isAccepted(result) && result.refused.retryAfterMs > 0) {
          refusedAsBusy.push(index);
          waitMs = Math.max(waitMs, result.refused.retryAfterMs);
        }
        progress.update(results.filter(isAccepted).length);
      }
      pending = refusedAsBusy;
      if (refusedAsBusy.length > 0) await wait(waitMs, undefined, { signal: context.signal });
    }
  } finally {
    progress.stop();
  }
  return results;
}

async function* operations(
  requests: readonly SubmitReportRequest[],
  pending: readonly number[],
): AsyncGenerator<SubmitReportsRequest> {
  for (const index of pending) {
    const value = requests[index];
    if (value === undefined) continue;
    yield SubmitReportsRequest.fromPartial({
      ordinal: BigInt(index),
      operation: { $case: 'submit', value },
    });
  }
}

function resultOf(
  response: SubmitReportsResponse,
  request: SubmitReportRequest | undefined,
): OperationResult {
  const { result, reportId } = response;
  switch (result?.$case) {
    case 'accepted':
      return { ...result.value, shareWith: request?.report?.shareWith };
    case 'refused':
      return { reportId, refused: result.value };
    default:
      throw new TypeError(`the outcome of ${reportId} is neither accepted nor refused`);
  }
}

/** The reasons for the refusal of one report, field by field. */
export function refusalLines(result: OperationResult): string[] {
  if (isAccepted(result)) return [];
  const { reportId, refused } = result;
  return [
    `${reportId}: ${statusName(refused.code).toLowerCase().replaceAll('_', ' ')}: ${refused.message}`,
    ...refused.violations.map(
      ({ field, description, candidates }) =>
        `  ${field}: ${description}${candidates.length === 0 ? '' : ` (nearest: ${candidates.join(', ')})`}`,
    ),
  ];
}
