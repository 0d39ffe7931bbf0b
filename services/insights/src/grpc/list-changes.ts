import { principalOf } from '@waylight/access';
import { AuditKind } from '@waylight/contracts/audit';
import type { ListChangesRequest, ListChangesResponse } from '@waylight/contracts/insights';
import type { CallContext } from '@waylight/service-kit';
import { auditRead } from '../audit-access.ts';
import { listChanges as compareReleases } from '../changes/list-changes.ts';
import { type InsightsContext, loadAnswerContext } from '../context.ts';
import { callerOf } from './caller-of.ts';
import { releaseNotFound } from './errors.ts';

export async function listChanges(
  context: InsightsContext,
  request: ListChangesRequest,
  call: CallContext,
): Promise<ListChangesResponse> {
  const { audience, actor } = callerOf(principalOf(call));
  await auditRead(context, AuditKind.TRENDS_READ, actor);
  const sources = { ...(await loadAnswerContext(context)), nowMs: context.now() };
  const changes = compareReleases(sources, request, audience);
  if (changes === undefined) throw releaseNotFound();
  return changes;
}
