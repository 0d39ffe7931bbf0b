import { principalOf } from '@waylight/access';
import { periodKindOf } from '@waylight/calendar';
import { AuditKind } from '@waylight/contracts/audit';
import {
  ComparedPeriod,
  type Comparison,
  type ListChangesResponse,
  type ReleaseNotice,
  type WatchReleasesRequest,
  type WatchReleasesResponse,
} from '@waylight/contracts/insights';
import type { Audience } from '@waylight/disclosure-control';
import { type CallContext, RpcError } from '@waylight/service-kit';
import { listNotices, type Notice } from '../answers/notices.ts';
import { watchNotices } from '../answers/watch-notices.ts';
import { parseResumeToken } from '../answers/watch-position.ts';
import { auditRead } from '../audit-access.ts';
import { listChanges } from '../changes/list-changes.ts';
import { type InsightsContext, loadAnswerContext } from '../context.ts';
import { callerOf } from './caller-of.ts';

/** Returns notices after the resume token, then new ones as they arrive, until the caller ends the stream. */
export async function* watchReleases(
  context: InsightsContext,
  request: WatchReleasesRequest,
  call: CallContext,
): AsyncGenerator<WatchReleasesResponse> {
  // A stream is authorised each time, because the registry may have changed the audience since the call began.
  const visible = async (): Promise<Notice[]> => {
    const { audience } = callerOf(context.authorizer.authorize(call));
    return listNotices(await context.snapshots.current(), context.approvedReleases, audience);
  };
  const first = await visible();
  await auditRead(context, AuditKind.TRENDS_READ, callerOf(principalOf(call)).actor);
  const position = parseResumeToken(request.resumeToken, first, context.now());
  const ended = AbortSignal.any([call.signal, call.stopping]);
  const isReady = async () => !request.includeChanges || (await context.areReleasesSettled());
  const visibleWhenReady = async () => ((await isReady()) ? visible() : []);
  const watched = { visible: visibleWhenReady, first, position, everyMs: context.watchIntervalMs, ended };
  const changesOf = request.includeChanges ? createChangesOfRelease(context) : async () => undefined;
  for await (const { notice, token } of watchNotices(watched)) {
    const changes = await changesOf(notice, callerOf(context.authorizer.authorize(call)).audience);
    yield { notice, resumeToken: token, changes };
  }
  if (call.stopping.aborted)
    throw new RpcError('UNAVAILABLE', 'the service is stopping: watch again with the last resume token');
}

/** Returns the changes of a release: the comparisons whose later number it contains. */
function createChangesOfRelease(context: InsightsContext) {
  // The releases of a period follow each other, and are compared together.
  let last:
    | { readonly key: readonly unknown[]; readonly changes: ListChangesResponse | undefined }
    | undefined;
  return async (
    { releaseId, period }: ReleaseNotice,
    audience: Audience,
  ): Promise<ListChangesResponse | undefined> => {
    if (periodKindOf(period) === 'week') return undefined;
    const sources = { ...(await loadAnswerContext(context)), nowMs: context.now() };
    const key = [sources.snapshot, period, audience];
    if (last === undefined || !key.every((part, at) => part === last?.key[at])) {
      const request = { releaseId, against: ComparedPeriod.PREVIOUS };
      last = { key, changes: listChanges(sources, request, audience) };
    }
    const { changes } = last;
    if (changes === undefined) return undefined;
    const isOwn = (one: Comparison | undefined): boolean => one?.releaseId === releaseId;
    const { headline, findings, others } = changes;
    return {
      ...changes,
      headline: isOwn(headline) ? headline : undefined,
      findings: findings.filter(isOwn),
      others: others.filter(isOwn),
    };
  };
}
