import { principalOf } from '@waylight/access';
import { AuditKind } from '@waylight/contracts/audit';
import type { GetReleaseRequest, GetReleaseResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { exportRelease, findReadableRelease } from '../answers/release.ts';
import { auditRead } from '../audit-access.ts';
import type { InsightsContext } from '../context.ts';
import { callerOf } from './caller-of.ts';
import { releaseNotFound } from './errors.ts';

export async function getRelease(
  context: InsightsContext,
  { releaseId }: GetReleaseRequest,
  call: CallContext,
): Promise<GetReleaseResponse> {
  const { audience, actor } = callerOf(principalOf(call));
  const release = findReadableRelease(
    await context.snapshots.current(),
    context.approvedReleases,
    audience,
    releaseId,
  );
  if (release === undefined) throw releaseNotFound();
  await auditRead(context, AuditKind.RELEASE_READ, actor, release.event.releaseId);
  return { release: release.event, notices: exportRelease(release).notices };
}
