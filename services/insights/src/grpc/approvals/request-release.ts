import type { RequestReleaseRequest, RequestReleaseResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import type { InsightsContext } from '../../context.ts';
import { respondToCommand } from './respond-to-command.ts';

export async function requestRelease(
  context: InsightsContext,
  request: RequestReleaseRequest,
  call: CallContext,
): Promise<RequestReleaseResponse> {
  return respondToCommand(context, call, { kind: 'request', releaseId: request.releaseId });
}
