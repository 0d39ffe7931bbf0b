import type { ApproveReleaseRequest, ApproveReleaseResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import type { InsightsContext } from '../../context.ts';
import { respondToCommand } from './respond-to-command.ts';

export async function approveRelease(
  context: InsightsContext,
  request: ApproveReleaseRequest,
  call: CallContext,
): Promise<ApproveReleaseResponse> {
  const { releaseId, forOrganisation } = request;
  const inPlaceOf = forOrganisation === '' ? {} : { forOrganisation };
  return respondToCommand(context, call, { kind: 'approve', releaseId, ...inPlaceOf });
}
