import { setTimeout as wait } from 'node:timers/promises';
import {
  type Refused,
  type SubmitReportRequest,
  SubmitReportsRequest,
  type SubmitReportsResponse,
} from '@waylight/contracts/intake';
import type { IntakeCalls } from '../connection/connect.ts';
import { codeName } from '../connection/rpc-failure.ts';
import type { Kit } from '../kit.ts';
import type { Done } from './print-done.ts';

export type Refusal = { readonly reportId: string; readonly refused: Refused };
export type Result = Done | Refusal;

export const isDone = (result: Result): result is Done => !('refused' in result);

/** How often what the node was too busy for is sent again. */
const MOST_ROUNDS = 10;

/** Sends requests on one stream and answers one result for each, in their order. */
export async function submitMany(
  kit: Pick<Kit, 'progress' | 'signal'>,
  intake: Pick<IntakeCalls, 'submitReports'>,
  label: string,
  requests: readonly SubmitReportRequest[],
): Promise<Result[]> {
  const results: Result[] = [];
  const progress = await kit.progress(label, requests.length);
  try {
    let pending = requests.map((_, index) => index);
    for (let round = 0; pending.length > 0 && round < MOST_ROUNDS; round += 1) {
      const again: number[] = [];
      let waitMs = 0;
      for await (const response of intake.submitReports(operations(requests, pending))) {
        const index = Number(response.ordinal);
        const result = resultOf(response, requests[index]);
        results[index] = result;
        if (!isDone(result) && result.refused.retryAfterMs > 0) {
          again.push(index);
          waitMs = Math.max(waitMs, result.refused.retryAfterMs);
        }
        progress.update(results.filter(isDone).length);
      }
      pending = again;
      if (again.length > 0) await wait(waitMs, undefined, { signal: kit.signal });
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

function resultOf(response: SubmitReportsResponse, request: SubmitReportRequest | undefined): Result {
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

/** Why one report was refused, field by field. */
export function refusalLines(result: Result): string[] {
  if (isDone(result)) return [];
  const { reportId, refused } = result;
  return [
    `${reportId}: ${codeName(refused.code).toLowerCase().replaceAll('_', ' ')}: ${refused.message}`,
    ...refused.violations.map(
      ({ field, description, candidates }) =>
        `  ${field}: ${description}${candidates.length === 0 ? '' : ` (nearest: ${candidates.join(', ')})`}`,
    ),
  ];
}
