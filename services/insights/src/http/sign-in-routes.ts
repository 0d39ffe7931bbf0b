import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import { HttpProblemError, type Logger } from '@waylight/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Caller } from '../approvals/caller.ts';
import { noteSignInRefused } from '../audited.ts';
import type { InsightsContext } from '../context.ts';
import { callerOf, type SignedIn } from '../sessions/session.ts';
import { newSecretId } from '../sessions/session-keys.ts';
import { ATTEMPT_MS, type Attempt, openAttempt, sealAttempt } from '../sign-in/attempt.ts';
import { newAttempt, type Person } from '../sign-in/provider-client.ts';
import { returnPathOf } from '../sign-in/return-path.ts';
import { type NoOffice, officeOf } from '../sign-in/roles.ts';
import { CALLBACK_PATH, type SignIn } from '../sign-in/sign-in.ts';
import { SignInError, type SignInErrorCode } from '../sign-in/sign-in-error.ts';
import { ATTEMPT_COOKIE, COOKIE, SESSION_COOKIE } from './session-cookies.ts';
import { signInQuery } from './session-schemas.ts';
import { notSignedInPage } from './sign-in-page.ts';

type Clocked = Pick<InsightsContext, 'registry' | 'now'>;
type Audited = Pick<InsightsContext, 'audit'>;

const AS_PUBLIC = 'You read as the public. Whoever keeps your account can change it.';
const NO_OFFICE: Readonly<Record<NoOffice | 'not-listed', string>> = {
  'no-role': `Your account has no role here. ${AS_PUBLIC}`,
  'more-than-one-role': `Your account has more than one role here. ${AS_PUBLIC}`,
  'no-organisation': `Your account does not say for which one organisation you read. ${AS_PUBLIC}`,
  'no-registry-id': `Your account does not say which one authority, officer or operator you are. ${AS_PUBLIC}`,
  'not-listed': `Your account’s organisation or role is not active here. ${AS_PUBLIC}`,
};
const BEGIN_ANEW = 'This sign-in was not begun in this browser, took too long, or came back before.';
const ENDED: Readonly<Record<SignInErrorCode, readonly [status: number, detail: string]>> = {
  'provider-away': [503, 'The provider of sign-ins does not answer. Try again in a minute.'],
  'refused-there': [403, 'The provider of sign-ins has not let you in.'],
  'not-taken': [400, 'What the provider of sign-ins sent does not fit this sign-in.'],
};

/** Ways in, for browsers. */
export async function signInRoutes(
  routes: FastifyInstance,
  context: Clocked & Audited,
  signIn: SignIn,
  log: Logger,
): Promise<void> {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  routes.addHook('onRequest', async (request, reply) => limit(request, reply, signIn));
  sayAsPages(routes, context, log);

  typed.get('/sign-in', { schema: { hide: true, querystring: signInQuery } }, async (request, reply) => {
    const returnTo = returnPathOf(request.query.returnTo, signIn.origin);
    if (returnTo === undefined)
      throw new HttpProblemError(400, { detail: 'returnTo wants a path of this service, such as /.' });
    const attempt = newAttempt(returnTo);
    const url = await signIn.provider.begin(attempt);
    const sealed = await sealAttempt(attempt, signIn.keys.attemptKey, context.now());
    reply.setCookie(ATTEMPT_COOKIE, sealed, { ...COOKIE, maxAge: ATTEMPT_MS / 1_000 });
    return reply.redirect(url.href, 303);
  });

  typed.get(CALLBACK_PATH, { schema: { hide: true } }, async (request, reply) => {
    const { sessions, keys, origin, provider } = signIn;
    reply.clearCookie(ATTEMPT_COOKIE, COOKIE);
    const attempt = await attemptOf(request, context, signIn);
    const person = await provider.finish(queryOf(request), attempt);
    // Whoever it is now, the one before is out of this browser.
    const before = request.cookies[SESSION_COOKIE];
    if (before !== undefined) sessions.end(before);
    const { caller, ...signedIn } = signedInBy(person, context, signIn);
    // First, so that nobody is in who stands nowhere.
    await context.audit.record({ kind: AuditKind.SIGNED_IN, actor: caller.party });
    // Never an id that was there before somebody signed in: who put it there would be signed in as well.
    const id = newSecretId();
    sessions.begin(id, keys.personDigest(person.issuer, person.subject), signedIn, context.now());
    reply.setCookie(SESSION_COOKIE, id, COOKIE);
    return reply.redirect(`${origin}${attempt.returnTo}`, 303);
  });
}

function limit(request: FastifyRequest, reply: FastifyReply, { tries }: SignIn): void {
  const taken = tries.take(request.ip);
  if (taken.ok) return;
  reply.header('retry-after', Math.ceil(taken.retryAfterMs / 1_000));
  throw new HttpProblemError(429, { detail: 'Too many sign-ins from your address: wait a little.' });
}

/** What this browser has begun, once. */
async function attemptOf(
  { cookies }: FastifyRequest,
  { now }: Clocked,
  { keys, sessions }: SignIn,
): Promise<Attempt> {
  const nowMs = now();
  const attempt = await openAttempt(cookies[ATTEMPT_COOKIE] ?? '', keys.attemptKey, nowMs);
  // Before the provider is asked: of two that come back at once one is the first.
  if (attempt === undefined || !sessions.isFirstUse(attempt.state, nowMs, nowMs + ATTEMPT_MS))
    throw new HttpProblemError(400, { detail: BEGIN_ANEW });
  return attempt;
}

function signedInBy(
  { claims }: Person,
  { registry }: Clocked,
  { rules }: SignIn,
): SignedIn & { readonly caller: Caller } {
  const office = officeOf(claims, rules);
  if ('none' in office) throw new HttpProblemError(403, { detail: NO_OFFICE[office.none] });
  const inForce = registry();
  const signedIn = { office, registryVersion: inForce.version };
  const caller = callerOf(signedIn, inForce);
  if (caller === undefined) throw new HttpProblemError(403, { detail: NO_OFFICE['not-listed'] });
  return { ...signedIn, caller };
}

const queryOf = ({ url }: FastifyRequest): string => (url.includes('?') ? url.slice(url.indexOf('?')) : '');

/** A person reads why it came to nothing in a page; a program as every other problem. */
function sayAsPages(routes: FastifyInstance, context: Audited, log: Logger): void {
  routes.setErrorHandler((error, request, reply) => {
    const problem = error instanceof SignInError ? problemOf(error, log) : error;
    const outcome = outcomeOf(problem);
    if (outcome !== undefined) noteSignInRefused(context, outcome);
    const isPerson = request.headers.accept?.includes('text/html') === true;
    if (!(problem instanceof HttpProblemError && isPerson)) throw problem;
    return reply.code(problem.problem.status).type('text/html; charset=utf-8').send(notSignedInPage(problem));
  });
}

/** How somebody was refused; undefined of what failed for another reason. */
function outcomeOf(problem: unknown): AuditOutcome | undefined {
  if (!(problem instanceof HttpProblemError) || problem.problem.status >= 500) return undefined;
  return problem.problem.status === 403 ? AuditOutcome.PERMISSION_DENIED : AuditOutcome.UNAUTHENTICATED;
}

function problemOf(error: SignInError, log: Logger): HttpProblemError {
  const { code, cause } = error;
  // Who turns back at the provider has done nothing that anybody must look at.
  if (code !== 'refused-there') log.warn('a sign-in came to nothing', { code, error: cause });
  const [status, detail] = ENDED[code];
  return new HttpProblemError(status, { detail });
}
