import type { ObjectToReleaseRequest, ObjectToReleaseResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { objectionNamed } from '../../approvals/wire.ts';
import type { InsightsContext } from '../../context.ts';
import { commandAnswer, invalid } from './command-answer.ts';

export async function objectToRelease(
  context: InsightsContext,
  request: ObjectToReleaseRequest,
  call: CallContext,
): Promise<ObjectToReleaseResponse> {
  const code = objectionNamed(request.code);
  if (code === undefined) throw invalid('code', 'wants one of the codes of objections');
  return commandAnswer(context, call, { kind: 'object', releaseId: request.releaseId, code });
}
