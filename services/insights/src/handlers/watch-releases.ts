import { setTimeout as wait } from 'node:timers/promises';
import type { WatchReleasesRequest, WatchReleasesResponse } from '@waylight/contracts/insights';
import { type CallContext, RpcError } from '@waylight/service-kit';
import { noticesFor } from '../answers/notices.ts';
import type { View } from '../answers/view.ts';
import type { InsightsContext } from '../context.ts';
import { readerOf } from './caller.ts';

/** Notices after the resume token, then new ones as they come, until the caller hangs up. */
export async function* watchReleases(
  context: InsightsContext,
  request: WatchReleasesRequest,
  call: CallContext,
): AsyncGenerator<WatchReleasesResponse> {
  const reader = readerOf(context, call);
  const resumed = tokenRevision(request.resumeToken);
  const first = await context.views.current();
  if (resumed > newestRevision(first)) throw foreignToken();
  // By id from here on: a store that came back empty is filled again under other revisions.
  const told = new Set(
    noticesFor(first, reader)
      .filter(({ revision }) => revision <= resumed)
      .map(({ notice }) => notice.releaseId),
  );
  const ended = AbortSignal.any([call.signal, call.stopping]);
  while (!ended.aborted) {
    for (const { notice, revision } of noticesFor(await context.views.current(), reader)) {
      if (told.has(notice.releaseId)) continue;
      told.add(notice.releaseId);
      yield { notice, resumeToken: String(revision) };
    }
    await wait(context.watchIntervalMs, undefined, { signal: ended }).catch(() => undefined);
  }
  if (call.stopping.aborted)
    throw new RpcError('UNAVAILABLE', 'the service is stopping: watch again with the last resume token');
}

function tokenRevision(token: string): number {
  if (token === '') return 0;
  if (!/^\d{1,15}$/.test(token)) throw foreignToken();
  return Number(token);
}

/** A token beyond what was ever told would hide every release up to it. */
function newestRevision({ releases }: View): number {
  return releases.reduce((newest, { revision }) => Math.max(newest, revision), 0);
}

function foreignToken(): RpcError {
  return new RpcError(
    'INVALID_ARGUMENT',
    'the resume token is not one of this service: leave it empty to see all',
    [
      {
        type: 'badRequest',
        violations: [{ field: 'resume_token', description: 'is not a token of this service' }],
      },
    ],
  );
}
