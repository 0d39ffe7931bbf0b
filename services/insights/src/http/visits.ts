import { NOBODY_ACTOR } from '@waylight/audit';
import { AuditOutcome } from '@waylight/contracts/audit';
import { HttpProblemError } from '@waylight/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, callerAs } from '../approvals/caller.ts';
import { noteRefused } from '../audited.ts';
import type { InsightsContext } from '../context.ts';
import { isSameOrigin } from '../sessions/same-origin.ts';
import { callerOf, type Session } from '../sessions/session.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { COOKIE, CSRF_HEADER, SESSION_COOKIE } from './session-cookies.ts';

/** Who a request comes from. */
export type Visit =
  /** Without a session: the public. */
  | { readonly kind: 'public' }
  /** With a cookie that opens nothing: never made here, over, or of somebody whom the registry suspended or lists no more. */
  | { readonly kind: 'over' }
  | { readonly kind: 'session'; readonly id: string; readonly session: Session; readonly caller: Caller };

/** What a page asks for by itself, again and again: it is no use of a session, which would never end in a window that was left open. */
export const ASKED_BY_ITSELF = '/v1/events';

export type Visits = {
  readonly of: (request: FastifyRequest) => Visit;
  /** @throws HttpProblemError for a request whose session is over: whoever sent it believes to be more than the public. */
  readonly callerOf: (request: FastifyRequest) => Caller;
  /** Who it is now, long after the request; undefined where the session is over or whoever has it may not read any more. No use of the session. */
  readonly stillThere: (request: FastifyRequest) => Caller | undefined;
  /** Before anything else is asked of a request; once is enough. @throws HttpProblemError for a change that no page of our own asks for */
  readonly receive: (request: FastifyRequest, reply: FastifyReply) => void;
};

const PUBLIC = callerAs('public', NOBODY_ACTOR);

/** What everybody reads who is refused. */
export const sessionOver = () =>
  new HttpProblemError(401, {
    detail: 'Your session is over. Sign in again at /sign-in; without a session you read as the public.',
  });

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Without a way to sign in everybody is the public, whatever cookies they bring. */
export function createVisits(
  context: Pick<InsightsContext, 'registry' | 'now' | 'audit'>,
  signIn: SignIn | undefined,
): Visits {
  const { registry, now } = context;
  const visits = new WeakMap<FastifyRequest, Visit>();
  const look = (request: FastifyRequest): Visit => {
    const id = request.cookies[SESSION_COOKIE];
    if (signIn === undefined || id === undefined) return { kind: 'public' };
    const { sessions } = signIn;
    const isByItself = request.routeOptions.url === ASKED_BY_ITSELF;
    const session = isByItself ? sessions.peek(id, now()) : sessions.find(id, now());
    if (session === undefined) return { kind: 'over' };
    const caller = callerOf(session, registry());
    if (caller !== undefined) return { kind: 'session', id, session, caller };
    sessions.end(id);
    return { kind: 'over' };
  };
  const of = (request: FastifyRequest): Visit => visits.get(request) ?? { kind: 'public' };
  return {
    of,
    callerOf(request) {
      const visit = of(request);
      switch (visit.kind) {
        case 'public':
          return PUBLIC;
        case 'session':
          return visit.caller;
        case 'over':
          noteRefused(context, NOBODY_ACTOR, AuditOutcome.UNAUTHENTICATED);
          throw sessionOver();
        default:
          return visit satisfies never;
      }
    },
    stillThere(request) {
      const visit = of(request);
      if (visit.kind !== 'session') return visit.kind === 'public' ? PUBLIC : undefined;
      const session = signIn?.sessions.peek(visit.id, now());
      return session && callerOf(session, registry());
    },
    receive(request, reply) {
      if (visits.has(request)) return;
      const visit = look(request);
      visits.set(request, visit);
      // So that the next request is the public’s.
      if (visit.kind === 'over') reply.clearCookie(SESSION_COOKIE, COOKIE);
      if (signIn === undefined || visit.kind !== 'session' || SAFE_METHODS.has(request.method)) return;
      if (isOfOurPage(request, visit.id, signIn)) return;
      noteRefused(context, visit.caller.party, AuditOutcome.PERMISSION_DENIED);
      throw new HttpProblemError(403, {
        detail: `With a session, changes are taken from a page of this service alone: send ${CSRF_HEADER} as /v1/session gives it.`,
      });
    },
  };
}

/** The browser adds the cookie to whatever any page sends here: only a page of our own has the token, too. */
function isOfOurPage({ headers }: FastifyRequest, id: string, { origin, keys }: SignIn): boolean {
  const [fetchSite, token] = [headers['sec-fetch-site'], headers[CSRF_HEADER]];
  const isOurs = isSameOrigin({ fetchSite: textOf(fetchSite), origin: headers.origin }, origin);
  return isOurs && typeof token === 'string' && keys.isCsrfToken(id, token);
}

const textOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'object' ? value.join() : value;
