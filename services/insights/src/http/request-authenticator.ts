import { ANONYMOUS_ACTOR } from '@waylight/audit';
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

/** The origin of a request. */
export type Authentication =
  /** No session. */
  | { readonly kind: 'public' }
  /** A cookie without valid session: unknown, expired, or of a subject that the registry suspended or removed. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'session'; readonly id: string; readonly session: Session; readonly caller: Caller };

/** Pages poll this path. A poll does not count as use of a session: otherwise no session would end while a page is open. */
export const EVENTS_PATH = '/v1/events';

export type RequestAuthenticator = {
  readonly authenticationOf: (request: FastifyRequest) => Authentication;
  /** @throws HttpProblemError for an expired session, because its reader expects more than the releases of the public */
  readonly callerOf: (request: FastifyRequest) => Caller;
  /** The caller now, for long requests; undefined for an expired session or inactive subject. Not counted as use. */
  readonly currentCaller: (request: FastifyRequest) => Caller | undefined;
  /** Authenticates a request, once. @throws HttpProblemError for a change that does not come from a page of this service */
  readonly authenticate: (request: FastifyRequest, reply: FastifyReply) => void;
};

const PUBLIC_CALLER = createCaller('public', ANONYMOUS_ACTOR);

export const sessionExpiredError = () =>
  new HttpProblemError(401, {
    detail: 'Your session is expired. Sign in again at /sign-in. Without a session you read as the public.',
  });

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Without `signIn` every caller is the public, whatever its cookies. */
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
    if (session === undefined) return { kind: 'expired' };
    const caller = resolveCaller(session, registry());
    if (caller !== undefined) return { kind: 'session', id, session, caller };
    sessions.end(id);
    return { kind: 'expired' };
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
        case 'expired':
          auditRefusal(context, ANONYMOUS_ACTOR, AuditOutcome.UNAUTHENTICATED);
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
      // The next request is then authenticated as the public.
      if (authentication.kind === 'expired') reply.clearCookie(SESSION_COOKIE, COOKIE_OPTIONS);
      if (signIn === undefined || authentication.kind !== 'session' || SAFE_METHODS.has(request.method))
        return;
      if (isFromOwnPage(request, authentication.id, signIn)) return;
      auditRefusal(context, authentication.caller.actor, AuditOutcome.PERMISSION_DENIED);
      throw new HttpProblemError(403, {
        detail: `With a session, changes must come from a page of this service: send the csrfToken of /v1/session as ${CSRF_HEADER}.`,
      });
    },
  };
}

/** Browsers add the cookie to requests of any site, but only a page of this service also has the token. */
function isFromOwnPage({ headers }: FastifyRequest, id: string, { origin, keys }: SignIn): boolean {
  const [fetchSite, token] = [headers['sec-fetch-site'], headers[CSRF_HEADER]];
  const isOurs = isSameOrigin({ fetchSite: joinHeader(fetchSite), origin: headers.origin }, origin);
  return isOurs && typeof token === 'string' && keys.isCsrfToken(id, token);
}

const joinHeader = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'object' ? value.join() : value;
