import { AuditKind } from '@waylight/contracts/audit';
import {
  HttpProblemError,
  problemResponse,
  RpcError,
  type ServerEvent,
  sendEvents,
} from '@waylight/service-kit';
import { ViewStoreUnavailableError } from '@waylight/view-store';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Caller } from '../accounts/caller.ts';
import { listNotices, type Notice } from '../answers/notices.ts';
import { watchNotices } from '../answers/watch-notices.ts';
import {
  latestPosition,
  parseResumeToken,
  toResumeToken,
  type WatchPosition,
} from '../answers/watch-position.ts';
import { auditRead } from '../audit-access.ts';
import type { InsightsContext } from '../context.ts';
import { InsightsDatabaseError } from '../database/database-error.ts';
import type { HttpAccounts } from './http-accounts.ts';
import { CALLER_RESPONSES } from './problem-responses.ts';
import { releaseBody } from './release-schemas.ts';
import { EVENTS_PATH } from './request-authenticator.ts';

/** Browsers reconnect a broken stream after this time. After a restart all browsers reconnect at once. */
const RETRY_MS = 5_000;
const RETRY_WHEN_FULL_MS = 30_000;

const RESPONSES = {
  200: {
    description:
      'Events of `text/event-stream`. The first has only an id, to resume from. The data of each further event is a release as in `/v1/releases`',
    content: { 'text/event-stream': { schema: z.string() } },
  },
  ...CALLER_RESPONSES,
  429: problemResponse('Too many open streams of this caller; see `retry-after`'),
};

/** Sends releases as they arrive, with the access rules of WatchReleases (gRPC) and the JSON of `/v1/releases`. */
export function eventRoutes(routes: FastifyInstance, context: InsightsContext, accounts: HttpAccounts): void {
  const stopping = new AbortController();
  routes.addHook('preClose', async () => stopping.abort());
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  typed.get(
    EVENTS_PATH,
    {
      // A HEAD request would open a stream that never ends.
      exposeHeadRoute: false,
      schema: {
        summary: 'Streams releases that this reader may read, as they arrive',
        response: RESPONSES,
      },
    },
    async (request, reply) => {
      const caller = accounts.callerOf(request);
      const visible = async ({ audience }: Caller): Promise<Notice[]> =>
        listNotices(await context.snapshots.current(), context.approvedReleases, audience);
      const first = await visible(caller);
      const position = startPosition(request, first, context.now());
      const slot = context.streamLimiter.enter(accounts.limitKey(request));
      if ('full' in slot) throw tooManyStreamsError(slot.full, (name, value) => reply.header(name, value));
      try {
        await auditRead(context, AuditKind.TRENDS_READ, caller.actor);
        await sendEvents(reply, async function* (hungUp): AsyncGenerator<ServerEvent> {
          yield { id: toResumeToken(position), retryMs: RETRY_MS };
          const findCaller = () => accounts.currentCaller(request);
          const watched = {
            visible: async () => {
              const currentCaller = findCaller();
              return currentCaller && visible(currentCaller);
            },
            first,
            position,
            everyMs: context.watchIntervalMs,
            ended: AbortSignal.any([hungUp, stopping.signal]),
          };
          for await (const { notice, token } of watchNotices(watched))
            yield { id: token, data: JSON.stringify(releaseBody({ notice })) };
        });
      } catch (error) {
        if (!reply.raw.headersSent) throw error;
        // The browser reconnects, and then receives an error response.
        if (!isTransient(error)) context.log.error('an event stream failed', { error });
      } finally {
        slot.leave();
      }
    },
  );
}

/** A reconnecting browser resumes after its last event. A new browser starts now, because it has read the list. */
function startPosition({ headers }: FastifyRequest, first: readonly Notice[], nowMs: number): WatchPosition {
  const token = headers['last-event-id'];
  if (typeof token !== 'string' || token === '') return latestPosition(first);
  try {
    return parseResumeToken(token, first, nowMs);
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    const message = 'is not a position of this reader in the stream: connect again without it';
    throw new HttpProblemError(400, { errors: [{ path: 'headers/last-event-id', message }] });
  }
}

function tooManyStreamsError(
  full: 'one' | 'all',
  setHeader: (name: string, value: number) => unknown,
): HttpProblemError {
  setHeader('retry-after', RETRY_WHEN_FULL_MS / 1_000);
  return full === 'one'
    ? new HttpProblemError(429, { detail: 'You have too many open event streams: close one.' })
    : new HttpProblemError(503, { detail: 'Too many open event streams. Query /v1/releases instead.' });
}

function isTransient(error: unknown): boolean {
  return error instanceof ViewStoreUnavailableError || error instanceof InsightsDatabaseError;
}
