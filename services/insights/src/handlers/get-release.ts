import { AuditKind } from '@waylight/contracts/audit';
import type { GetReleaseRequest, GetReleaseResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { noticesOf, releaseFor } from '../answers/release.ts';
import { auditRead } from '../audited.ts';
import type { InsightsContext } from '../context.ts';
import { callerOf } from './caller.ts';
import { noSuchRelease } from './no-such-release.ts';

export async function getRelease(
  context: InsightsContext,
  { releaseId }: GetReleaseRequest,
  call: CallContext,
): Promise<GetReleaseResponse> {
  const { reader, party } = callerOf(context, call);
  const release = releaseFor(await context.views.current(), context.gate, reader, releaseId);
  // The same words for both, so that nobody learns of a release that is not for him.
  if (release === undefined) throw noSuchRelease();
  await auditRead(context, AuditKind.RELEASE_READ, party, release.event.releaseId);
  return { release: release.event, notices: noticesOf(release, context.notice) };
}
