import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import { HttpProblemError, type Logger } from '@waylight/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Caller } from '../accounts/caller.ts';
import { type RoleProblem, resolveRole } from '../accounts/roles.ts';
import { resolveCaller, type SessionSubject } from '../accounts/session.ts';
import { createSecretId } from '../accounts/session-keys.ts';
import { type AuditContext, auditSignInRefusal } from '../audit-access.ts';
import type { InsightsContext } from '../context.ts';
import { accountName, sealAccountName } from '../sign-in/account-name.ts';
import { createAttempt, type ProviderIdentity } from '../sign-in/provider-client.ts';
import { parseReturnPath } from '../sign-in/return-path.ts';
import { CALLBACK_PATH, type SignIn } from '../sign-in/sign-in.ts';
import {
  ATTEMPT_LIFETIME_MS,
  type SignInAttempt,
  sealAttempt,
  unsealAttempt,
} from '../sign-in/sign-in-attempt.ts';
import { SignInError, type SignInErrorCode } from '../sign-in/sign-in-error.ts';
import { ATTEMPT_COOKIE, COOKIE_OPTIONS, NAME_COOKIE, SESSION_COOKIE } from './session-cookies.ts';
import { signInQuerySchema } from './session-schemas.ts';
import { renderSignInFailurePage } from './sign-in-failure-page.ts';

type RegistryContext = Pick<InsightsContext, 'registry' | 'now'>;

const ASK_ADMINISTRATOR = 'Ask the administrator of your account to change it.';
const ROLE_PROBLEM_MESSAGES: Readonly<Record<RoleProblem | 'not-listed', string>> = {
  'no-role': `Your account has no role here. ${ASK_ADMINISTRATOR}`,
  'more-than-one-role': `Your account has more than one role here. ${ASK_ADMINISTRATOR}`,
  'no-organisation': `Your account does not name exactly one organisation. ${ASK_ADMINISTRATOR}`,
  'no-registry-id': `Your account does not name exactly one authority, officer or operator. ${ASK_ADMINISTRATOR}`,
  'not-listed': `Your account’s organisation or role is not active here. ${ASK_ADMINISTRATOR}`,
};
const INVALID_ATTEMPT = 'This sign-in is unknown in this browser, expired or already used.';
const SIGN_IN_FAILURES: Readonly<Record<SignInErrorCode, readonly [status: number, detail: string]>> = {
  'provider-unavailable': [503, 'The identity provider does not answer. Try again in a minute.'],
  'rejected-by-provider': [403, 'The identity provider refused the sign-in, or you cancelled it.'],
  'invalid-response': [
    400,
    'The response of the identity provider does not match this sign-in. If it fails again, inform your operator.',
  ],
};

/** Sign-in of browsers. */
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
        throw new HttpProblemError(400, { detail: 'returnTo must be a path of this service, such as /.' });
      const attempt = createAttempt(returnTo);
      const url = await signIn.provider.begin(attempt, request.query.language);
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
    // The sign-in ends an earlier session of this browser.
    const before = request.cookies[SESSION_COOKIE];
    if (before !== undefined) sessions.end(before);
    const { caller, ...subject } = authorizeSignIn(person, context, signIn);
    // Audited first, so that no session begins without an audit entry.
    await context.audit.record({ kind: AuditKind.SIGNED_IN, actor: caller.actor });
    // Every sign-in creates a new id, which prevents session fixation.
    const id = createSecretId();
    sessions.begin(id, keys.personDigest(person.issuer, person.subject), subject, context.now());
    reply.setCookie(SESSION_COOKIE, id, COOKIE_OPTIONS);
    const name = accountName(person.claims);
    if (name !== undefined)
      reply.setCookie(NAME_COOKIE, await sealAccountName(name, id, keys.nameKey), COOKIE_OPTIONS);
    return reply.redirect(`${origin}${attempt.returnTo}`, 303);
  });
}

function limitRate(request: FastifyRequest, reply: FastifyReply, { rateLimiter }: SignIn): void {
  const taken = rateLimiter.take(request.ip);
  if (taken.ok) return;
  reply.header('retry-after', Math.ceil(taken.retryAfterMs / 1_000));
  throw new HttpProblemError(429, { detail: 'Too many sign-ins from your address. Try again later.' });
}

/** Returns the pending sign-in of this browser. It can be used only once. */
async function takeAttempt(
  { cookies }: FastifyRequest,
  { now }: RegistryContext,
  { keys, sessions }: SignIn,
): Promise<SignInAttempt> {
  const nowMs = now();
  const attempt = await unsealAttempt(cookies[ATTEMPT_COOKIE] ?? '', keys.attemptKey, nowMs);
  // Before the request to the provider, so that only one of two concurrent callbacks continues.
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

/** Browsers receive an error as a page, programs as any other problem. */
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

/** Outcome of a refusal for the audit; undefined for other errors. */
function outcomeOf(problem: unknown): AuditOutcome | undefined {
  if (!(problem instanceof HttpProblemError) || problem.problem.status >= 500) return undefined;
  return problem.problem.status === 403 ? AuditOutcome.PERMISSION_DENIED : AuditOutcome.UNAUTHENTICATED;
}

function toHttpProblem(error: SignInError, log: Logger): HttpProblemError {
  const { code, cause } = error;
  // A person may cancel at the provider, so this is not logged as a warning.
  if (code !== 'rejected-by-provider') log.warn('sign-in failed', { code, error: cause });
  const [status, detail] = SIGN_IN_FAILURES[code];
  return new HttpProblemError(status, { detail });
}
