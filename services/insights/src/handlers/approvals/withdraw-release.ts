import type { WithdrawReleaseRequest, WithdrawReleaseResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { withdrawableNamed } from '../../approvals/wire.ts';
import type { InsightsContext } from '../../context.ts';
import { commandAnswer, invalid } from './command-answer.ts';

export async function withdrawRelease(
  context: InsightsContext,
  request: WithdrawReleaseRequest,
  call: CallContext,
): Promise<WithdrawReleaseResponse> {
  const what = withdrawableNamed(request.what);
  if (what === undefined)
    throw invalid('what', 'wants what is to be withdrawn: approval, request or release');
  return commandAnswer(context, call, { kind: 'withdraw', releaseId: request.releaseId, what });
}
