import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import { HttpProblemError, type Logger } from '@waylight/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Caller } from '../accounts/caller.ts';
import { resolveCaller, type SessionSubject } from '../accounts/session.ts';
import { createSecretId } from '../accounts/session-keys.ts';
import { auditSignInRefusal } from '../audit-access.ts';
import type { InsightsContext } from '../context.ts';
import { createAttempt, type ProviderIdentity } from '../sign-in/provider-client.ts';
import { parseReturnPath } from '../sign-in/return-path.ts';
import { type RoleProblem, resolveRole } from '../sign-in/roles.ts';
import { CALLBACK_PATH, type SignIn } from '../sign-in/sign-in.ts';
import {
  ATTEMPT_LIFETIME_MS,
  type SignInAttempt,
  sealAttempt,
  unsealAttempt,
} from '../sign-in/sign-in-attempt.ts';
import { SignInError, type SignInErrorCode } from '../sign-in/sign-in-error.ts';
import { ATTEMPT_COOKIE, COOKIE_OPTIONS, SESSION_COOKIE } from './session-cookies.ts';
import { signInQuerySchema } from './session-schemas.ts';
import { renderSignInFailurePage } from './sign-in-failure-page.ts';

type RegistryContext = Pick<InsightsContext, 'registry' | 'now'>;
type AuditContext = Pick<InsightsContext, 'audit'>;

const AS_PUBLIC = 'You read as the public. Whoever keeps your account can change it.';
const ROLE_PROBLEM_MESSAGES: Readonly<Record<RoleProblem | 'not-listed', string>> = {
  'no-role': `Your account has no role here. ${AS_PUBLIC}`,
  'more-than-one-role': `Your account has more than one role here. ${AS_PUBLIC}`,
  'no-organisation': `Your account does not say for which one organisation you read. ${AS_PUBLIC}`,
  'no-registry-id': `Your account does not say which one authority, officer or operator you are. ${AS_PUBLIC}`,
  'not-listed': `Your account’s organisation or role is not active here. ${AS_PUBLIC}`,
};
const INVALID_ATTEMPT = 'This sign-in was not begun in this browser, took too long, or came back before.';
const SIGN_IN_FAILURES: Readonly<Record<SignInErrorCode, readonly [status: number, detail: string]>> = {
  'provider-away': [503, 'The provider of sign-ins does not answer. Try again in a minute.'],
  'refused-there': [403, 'The provider of sign-ins has not let you in.'],
  'not-taken': [400, 'What the provider of sign-ins sent does not fit this sign-in.'],
};

/** Ways in, for browsers. */
export async function signInRoutes(
  routes: FastifyInstance,
  context: RegistryContext & AuditContext,
  signIn: SignIn,
  log: Logger,
): Promise<void> {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  routes.addHook('onRequest', async (request, reply) => limitRate(request, reply, signIn));
  renderErrorsAsPages(routes, context, log);

  typed.get(
    '/sign-in',
    { schema: { hide: true, querystring: signInQuerySchema } },
    async (request, reply) => {
      const returnTo = parseReturnPath(request.query.returnTo, signIn.origin);
      if (returnTo === undefined)
        throw new HttpProblemError(400, { detail: 'returnTo wants a path of this service, such as /.' });
      const attempt = createAttempt(returnTo);
      const url = await signIn.provider.begin(attempt);
      const sealed = await sealAttempt(attempt, signIn.keys.attemptKey, context.now());
      reply.setCookie(ATTEMPT_COOKIE, sealed, { ...COOKIE_OPTIONS, maxAge: ATTEMPT_LIFETIME_MS / 1_000 });
      return reply.redirect(url.href, 303);
    },
  );

  typed.get(CALLBACK_PATH, { schema: { hide: true } }, async (request, reply) => {
    const { sessions, keys, origin, provider } = signIn;
    reply.clearCookie(ATTEMPT_COOKIE, COOKIE_OPTIONS);
    const attempt = await takeAttempt(request, context, signIn);
    const person = await provider.finish(queryOf(request), attempt);
    // Whoever it is now, the one before is out of this browser.
    const before = request.cookies[SESSION_COOKIE];
    if (before !== undefined) sessions.end(before);
    const { caller, ...subject } = authorizeSignIn(person, context, signIn);
    // First, so that nobody is in who stands nowhere.
    await context.audit.record({ kind: AuditKind.SIGNED_IN, actor: caller.actor });
    // Never an id that was there before somebody signed in: who put it there would be signed in as well.
    const id = createSecretId();
    sessions.begin(id, keys.personDigest(person.issuer, person.subject), subject, context.now());
    reply.setCookie(SESSION_COOKIE, id, COOKIE_OPTIONS);
    return reply.redirect(`${origin}${attempt.returnTo}`, 303);
  });
}

function limitRate(request: FastifyRequest, reply: FastifyReply, { rateLimiter }: SignIn): void {
  const taken = rateLimiter.take(request.ip);
  if (taken.ok) return;
  reply.header('retry-after', Math.ceil(taken.retryAfterMs / 1_000));
  throw new HttpProblemError(429, { detail: 'Too many sign-ins from your address: wait a little.' });
}

/** What this browser has begun, once. */
async function takeAttempt(
  { cookies }: FastifyRequest,
  { now }: RegistryContext,
  { keys, sessions }: SignIn,
): Promise<SignInAttempt> {
  const nowMs = now();
  const attempt = await unsealAttempt(cookies[ATTEMPT_COOKIE] ?? '', keys.attemptKey, nowMs);
  // Before the provider is asked: of two that come back at once one is the first.
  if (attempt === undefined || !sessions.isFirstUse(attempt.state, nowMs, nowMs + ATTEMPT_LIFETIME_MS))
    throw new HttpProblemError(400, { detail: INVALID_ATTEMPT });
  return attempt;
}

function authorizeSignIn(
  { claims }: ProviderIdentity,
  { registry }: RegistryContext,
  { roleRules }: SignIn,
): SessionSubject & { readonly caller: Caller } {
  const assignment = resolveRole(claims, roleRules);
  if ('none' in assignment)
    throw new HttpProblemError(403, { detail: ROLE_PROBLEM_MESSAGES[assignment.none] });
  const inForce = registry();
  const subject = { assignment, registryVersion: inForce.version };
  const caller = resolveCaller(subject, inForce);
  if (caller === undefined) throw new HttpProblemError(403, { detail: ROLE_PROBLEM_MESSAGES['not-listed'] });
  return { ...subject, caller };
}

const queryOf = ({ url }: FastifyRequest): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');

/** A person reads why it came to nothing in a page; a program as every other problem. */
function renderErrorsAsPages(routes: FastifyInstance, context: AuditContext, log: Logger): void {
  routes.setErrorHandler((error, request, reply) => {
    const problem = error instanceof SignInError ? toHttpProblem(error, log) : error;
    const outcome = outcomeOf(problem);
    if (outcome !== undefined) auditSignInRefusal(context, outcome);
    const isPerson = request.headers.accept?.includes('text/html') === true;
    if (!(problem instanceof HttpProblemError && isPerson)) throw problem;
    return reply
      .code(problem.problem.status)
      .type('text/html; charset=utf-8')
      .send(renderSignInFailurePage(problem));
  });
}

/** How somebody was refused; undefined of what failed for another reason. */
function outcomeOf(problem: unknown): AuditOutcome | undefined {
  if (!(problem instanceof HttpProblemError) || problem.problem.status >= 500) return undefined;
  return problem.problem.status === 403 ? AuditOutcome.PERMISSION_DENIED : AuditOutcome.UNAUTHENTICATED;
}

function toHttpProblem(error: SignInError, log: Logger): HttpProblemError {
  const { code, cause } = error;
  // Who turns back at the provider has done nothing that anybody must look at.
  if (code !== 'refused-there') log.warn('a sign-in came to nothing', { code, error: cause });
  const [status, detail] = SIGN_IN_FAILURES[code];
  return new HttpProblemError(status, { detail });
}
