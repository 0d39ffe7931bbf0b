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

/** Browsers come back after this when a stream breaks; all of them at once after a restart. */
const RETRY_MS = 5_000;
const RETRY_WHEN_FULL_MS = 30_000;

const RESPONSES = {
  200: {
    description:
      'Events of `text/event-stream`. The first has an id alone: where to go on from. Each further one has as data what `/v1/releases` says of a release',
    content: { 'text/event-stream': { schema: z.string() } },
  },
  ...CALLER_RESPONSES,
  429: problemResponse('So many streams of this caller are open; `retry-after` says when to try again'),
};

/** Tells whoever listens of releases as they arrive: the policy of WatchReleases over gRPC, and the words of `/v1/releases`. */
export function eventRoutes(routes: FastifyInstance, context: InsightsContext, accounts: HttpAccounts): void {
  const stopping = new AbortController();
  routes.addHook('preClose', async () => stopping.abort());
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  typed.get(
    EVENTS_PATH,
    {
      // To ask for the headers alone would open a stream that never ends.
      exposeHeadRoute: false,
      schema: {
        summary: 'Says when a release arrives that this reader may see',
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
            ...{ first, position, everyMs: context.watchIntervalMs },
            ended: AbortSignal.any([hungUp, stopping.signal]),
          };
          for await (const { notice, token } of watchNotices(watched))
            yield { id: token, data: JSON.stringify(releaseBody({ notice })) };
        });
      } catch (error) {
        if (!reply.raw.headersSent) throw error;
        // The browser comes back, and is told then.
        if (!isTransient(error)) context.log.error('a stream of events failed', { error });
      } finally {
        slot.leave();
      }
    },
  );
}

/** Where a browser goes on that comes back; from now on for one that comes first: it has the list. */
function startPosition({ headers }: FastifyRequest, first: readonly Notice[], nowMs: number): WatchPosition {
  const token = headers['last-event-id'];
  if (typeof token !== 'string' || token === '') return latestPosition(first);
  try {
    return parseResumeToken(token, first, nowMs);
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    const message = 'is no place in the stream that this reader could have heard: begin anew without it';
    throw new HttpProblemError(400, { errors: [{ path: 'headers/last-event-id', message }] });
  }
}

function tooManyStreamsError(
  full: 'one' | 'all',
  setHeader: (name: string, value: number) => unknown,
): HttpProblemError {
  setHeader('retry-after', RETRY_WHEN_FULL_MS / 1_000);
  return full === 'one'
    ? new HttpProblemError(429, { detail: 'You have too many streams of events open: close one of them.' })
    : new HttpProblemError(503, { detail: 'Too many listen for events now: ask for /v1/releases instead.' });
}

function isTransient(error: unknown): boolean {
  return error instanceof ViewStoreUnavailableError || error instanceof InsightsDatabaseError;
}
