import type { GetReleaseRequest, GetReleaseResponse } from '@waylight/contracts/insights';
import { type CallContext, RpcError } from '@waylight/service-kit';
import { noticesOf, releaseFor } from '../answers/release.ts';
import type { InsightsContext } from '../context.ts';
import { readerOf } from './caller.ts';

export async function getRelease(
  context: InsightsContext,
  { releaseId }: GetReleaseRequest,
  call: CallContext,
): Promise<GetReleaseResponse> {
  const reader = readerOf(context, call);
  const release = releaseFor(await context.views.current(), reader, releaseId);
  // The same words for both, so that nobody learns of a release that is not for him.
  if (release === undefined)
    throw new RpcError(
      'NOT_FOUND',
      'there is no such release that you may see: the list of releases names those that there are',
    );
  return { release: release.event, notices: noticesOf(release, context.notice) };
}
