import { principalOf } from '@waylight/access';
import { AuditKind } from '@waylight/contracts/audit';
import type { GetRegionStatusRequest, GetRegionStatusResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { nodeFreshness } from '../answers/freshness.ts';
import { listNotices } from '../answers/notices.ts';
import { auditRead } from '../audit-access.ts';
import { type InsightsContext, nextNumbers } from '../context.ts';
import { callerOf } from './caller-of.ts';

export async function getRegionStatus(
  context: InsightsContext,
  _request: GetRegionStatusRequest,
  call: CallContext,
): Promise<GetRegionStatusResponse> {
  const { audience, actor } = callerOf(principalOf(call));
  await auditRead(context, AuditKind.TRENDS_READ, actor);
  const nowMs = context.now();
  return {
    nodes: await nodeFreshness(context.releasedReader, nowMs),
    releases: listNotices(await context.snapshots.current(), context.approvedReleases, audience).map(
      ({ notice }) => notice,
    ),
    at: new Date(nowMs),
    next: nextNumbers(context, audience),
  };
}
