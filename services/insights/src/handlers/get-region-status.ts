import { AuditKind } from '@waylight/contracts/audit';
import type { GetRegionStatusRequest, GetRegionStatusResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { nodeFreshness } from '../answers/freshness.ts';
import { noticesFor } from '../answers/notices.ts';
import { auditRead } from '../audited.ts';
import type { InsightsContext } from '../context.ts';
import { callerOf } from './caller.ts';

export async function getRegionStatus(
  context: InsightsContext,
  _request: GetRegionStatusRequest,
  call: CallContext,
): Promise<GetRegionStatusResponse> {
  const { reader, party } = callerOf(context, call);
  await auditRead(context, AuditKind.TRENDS_READ, party);
  const nowMs = context.now();
  return {
    nodes: await nodeFreshness(context.reader, nowMs),
    releases: noticesFor(await context.views.current(), context.gate, reader).map(({ notice }) => notice),
    at: new Date(nowMs),
  };
}
