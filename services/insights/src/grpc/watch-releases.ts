import { AuditKind } from '@waylight/contracts/audit';
import type { WatchReleasesRequest, WatchReleasesResponse } from '@waylight/contracts/insights';
import { type CallContext, RpcError } from '@waylight/service-kit';
import { listNotices, type Notice } from '../answers/notices.ts';
import { watchNotices } from '../answers/watch-notices.ts';
import { parseResumeToken } from '../answers/watch-position.ts';
import { auditRead } from '../audit-access.ts';
import type { InsightsContext } from '../context.ts';
import { authorizeCaller } from './authorize-caller.ts';

/** Returns notices after the resume token, then new ones as they arrive, until the caller ends the stream. */
export async function* watchReleases(
  context: InsightsContext,
  request: WatchReleasesRequest,
  call: CallContext,
): AsyncGenerator<WatchReleasesResponse> {
  // The caller is authorized each time, because the registry may have changed its audience.
  const visible = async (): Promise<Notice[]> => {
    const { audience } = authorizeCaller(context, call);
    return listNotices(await context.snapshots.current(), context.approvedReleases, audience);
  };
  const first = await visible();
  await auditRead(context, AuditKind.TRENDS_READ, authorizeCaller(context, call).actor);
  const position = parseResumeToken(request.resumeToken, first, context.now());
  const ended = AbortSignal.any([call.signal, call.stopping]);
  const watched = { visible, first, position, everyMs: context.watchIntervalMs, ended };
  for await (const { notice, token } of watchNotices(watched)) yield { notice, resumeToken: token };
  if (call.stopping.aborted)
    throw new RpcError('UNAVAILABLE', 'the service is stopping: watch again with the last resume token');
}
