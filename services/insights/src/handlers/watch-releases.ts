import { setTimeout as wait } from 'node:timers/promises';
import { AuditKind } from '@waylight/contracts/audit';
import type { WatchReleasesRequest, WatchReleasesResponse } from '@waylight/contracts/insights';
import { type CallContext, RpcError } from '@waylight/service-kit';
import { type Notice, noticesFor } from '../answers/notices.ts';
import { auditRead } from '../audited.ts';
import type { InsightsContext } from '../context.ts';
import { callerOf } from './caller.ts';
import { inOrder, isSeen, movedTo, positionOf, tokenOf } from './watch-position.ts';

/** Notices after the resume token, then new ones as they come, until the caller hangs up. */
export async function* watchReleases(
  context: InsightsContext,
  request: WatchReleasesRequest,
  call: CallContext,
): AsyncGenerator<WatchReleasesResponse> {
  // Who calls is looked up again each time: the registry may have put it into another circle since.
  const visible = async (): Promise<Notice[]> => {
    const { reader } = callerOf(context, call);
    return noticesFor(await context.views.current(), context.gate, reader);
  };
  const first = await visible();
  await auditRead(context, AuditKind.TRENDS_READ, callerOf(context, call).party);
  let position = positionOf(request.resumeToken, first, context.now());
  // By id from here on: a store that came back empty is filled again under other revisions.
  const seen = first.filter((one) => isSeen(one, position));
  const told = new Set(seen.map(({ notice }) => notice.releaseId));
  const ended = AbortSignal.any([call.signal, call.stopping]);
  while (!ended.aborted) {
    for (const one of inOrder(await visible())) {
      if (told.has(one.notice.releaseId)) continue;
      told.add(one.notice.releaseId);
      position = movedTo(position, one);
      yield { notice: one.notice, resumeToken: tokenOf(position) };
    }
    await wait(context.watchIntervalMs, undefined, { signal: ended }).catch(() => undefined);
  }
  if (call.stopping.aborted)
    throw new RpcError('UNAVAILABLE', 'the service is stopping: watch again with the last resume token');
}
