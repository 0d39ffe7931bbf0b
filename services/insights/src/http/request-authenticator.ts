import { NOBODY_ACTOR } from '@waylight/audit';
import { AuditOutcome } from '@waylight/contracts/audit';
import { HttpProblemError } from '@waylight/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, createCaller } from '../accounts/caller.ts';
import { isSameOrigin } from '../accounts/same-origin.ts';
import { resolveCaller, type Session } from '../accounts/session.ts';
import { auditRefusal } from '../audit-access.ts';
import type { InsightsContext } from '../context.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { COOKIE_OPTIONS, CSRF_HEADER, SESSION_COOKIE } from './session-cookies.ts';

/** Who a request comes from. */
export type Authentication =
  /** Without a session: the public. */
  | { readonly kind: 'public' }
  /** With a cookie that opens nothing: never made here, over, or of somebody whom the registry suspended or lists no more. */
  | { readonly kind: 'over' }
  | { readonly kind: 'session'; readonly id: string; readonly session: Session; readonly caller: Caller };

/** What a page asks for by itself, again and again: it is no use of a session, which would never end in a window that was left open. */
export const EVENTS_PATH = '/v1/events';

export type RequestAuthenticator = {
  readonly authenticationOf: (request: FastifyRequest) => Authentication;
  /** @throws HttpProblemError for a request whose session is over: whoever sent it believes to be more than the public. */
  readonly callerOf: (request: FastifyRequest) => Caller;
  /** Who it is now, long after the request; undefined where the session is over or whoever has it may not read any more. No use of the session. */
  readonly currentCaller: (request: FastifyRequest) => Caller | undefined;
  /** Before anything else is asked of a request; once is enough. @throws HttpProblemError for a change that no page of our own asks for */
  readonly authenticate: (request: FastifyRequest, reply: FastifyReply) => void;
};

const PUBLIC_CALLER = createCaller('public', NOBODY_ACTOR);

/** What everybody reads who is refused. */
export const sessionExpiredError = () =>
  new HttpProblemError(401, {
    detail: 'Your session is over. Sign in again at /sign-in; without a session you read as the public.',
  });

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Without a way to sign in everybody is the public, whatever cookies they bring. */
export function createRequestAuthenticator(
  context: Pick<InsightsContext, 'registry' | 'now' | 'audit'>,
  signIn: SignIn | undefined,
): RequestAuthenticator {
  const { registry, now } = context;
  const authentications = new WeakMap<FastifyRequest, Authentication>();
  const lookUp = (request: FastifyRequest): Authentication => {
    const id = request.cookies[SESSION_COOKIE];
    if (signIn === undefined || id === undefined) return { kind: 'public' };
    const { sessions } = signIn;
    const isPolled = request.routeOptions.url === EVENTS_PATH;
    const session = isPolled ? sessions.peek(id, now()) : sessions.find(id, now());
    if (session === undefined) return { kind: 'over' };
    const caller = resolveCaller(session, registry());
    if (caller !== undefined) return { kind: 'session', id, session, caller };
    sessions.end(id);
    return { kind: 'over' };
  };
  const authenticationOf = (request: FastifyRequest): Authentication =>
    authentications.get(request) ?? { kind: 'public' };
  return {
    authenticationOf,
    callerOf(request) {
      const authentication = authenticationOf(request);
      switch (authentication.kind) {
        case 'public':
          return PUBLIC_CALLER;
        case 'session':
          return authentication.caller;
        case 'over':
          auditRefusal(context, NOBODY_ACTOR, AuditOutcome.UNAUTHENTICATED);
          throw sessionExpiredError();
        default:
          return authentication satisfies never;
      }
    },
    currentCaller(request) {
      const authentication = authenticationOf(request);
      if (authentication.kind !== 'session')
        return authentication.kind === 'public' ? PUBLIC_CALLER : undefined;
      const session = signIn?.sessions.peek(authentication.id, now());
      return session && resolveCaller(session, registry());
    },
    authenticate(request, reply) {
      if (authentications.has(request)) return;
      const authentication = lookUp(request);
      authentications.set(request, authentication);
      // So that the next request is the public’s.
      if (authentication.kind === 'over') reply.clearCookie(SESSION_COOKIE, COOKIE_OPTIONS);
      if (signIn === undefined || authentication.kind !== 'session' || SAFE_METHODS.has(request.method))
        return;
      if (isFromOwnPage(request, authentication.id, signIn)) return;
      auditRefusal(context, authentication.caller.actor, AuditOutcome.PERMISSION_DENIED);
      throw new HttpProblemError(403, {
        detail: `With a session, changes are taken from a page of this service alone: send ${CSRF_HEADER} as /v1/session gives it.`,
      });
    },
  };
}

/** The browser adds the cookie to whatever any page sends here: only a page of our own has the token, too. */
function isFromOwnPage({ headers }: FastifyRequest, id: string, { origin, keys }: SignIn): boolean {
  const [fetchSite, token] = [headers['sec-fetch-site'], headers[CSRF_HEADER]];
  const isOurs = isSameOrigin({ fetchSite: joinHeader(fetchSite), origin: headers.origin }, origin);
  return isOurs && typeof token === 'string' && keys.isCsrfToken(id, token);
}

const joinHeader = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'object' ? value.join() : value;
