import type { WithdrawReleaseRequest, WithdrawReleaseResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import type { InsightsContext } from '../../context.ts';
import { withdrawableName } from './approval-messages.ts';
import { invalidFieldError, respondToCommand } from './respond-to-command.ts';

export async function withdrawRelease(
  context: InsightsContext,
  request: WithdrawReleaseRequest,
  call: CallContext,
): Promise<WithdrawReleaseResponse> {
  const what = withdrawableName(request.target);
  if (what === undefined)
    throw invalidFieldError('target', 'wants what is to be withdrawn: approval, request or release');
  return respondToCommand(context, call, { kind: 'withdraw', releaseId: request.releaseId, what });
}
