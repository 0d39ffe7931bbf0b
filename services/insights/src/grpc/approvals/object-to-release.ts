import type { ObjectToReleaseRequest, ObjectToReleaseResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import type { InsightsContext } from '../../context.ts';
import { objectionName } from './approval-messages.ts';
import { invalidFieldError, respondToCommand } from './respond-to-command.ts';

export async function objectToRelease(
  context: InsightsContext,
  request: ObjectToReleaseRequest,
  call: CallContext,
): Promise<ObjectToReleaseResponse> {
  const code = objectionName(request.code);
  if (code === undefined) throw invalidFieldError('code', 'wants one of the codes of objections');
  return respondToCommand(context, call, { kind: 'object', releaseId: request.releaseId, code });
}
