import { AuditKind } from '@waylight/contracts/audit';
import { PROBLEM_RESPONSES, problemResponse } from '@waylight/service-kit';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { sessionEndMs } from '../accounts/session.ts';
import type { InsightsContext } from '../context.ts';
import { DEFAULT_RETURN_PATH, type SignIn } from '../sign-in/sign-in.ts';
import { nodesOfOrganisation } from './own-nodes.ts';
import type { Authentication, RequestAuthenticator } from './request-authenticator.ts';
import { COOKIE_OPTIONS, SESSION_COOKIE } from './session-cookies.ts';
import { type SessionBody, sessionSchema, signedOutSchema } from './session-schemas.ts';

/** Who one is here, and the way out; also where there is no way in. */
export function sessionRoutes(
  routes: FastifyInstance,
  authenticator: RequestAuthenticator,
  signIn: SignIn | undefined,
  context: Pick<InsightsContext, 'audit' | 'registry' | 'nodeEndpoints'>,
): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/v1/session',
    {
      schema: {
        summary: 'Who asks, what they may read, and the token for changes',
        response: { 200: sessionSchema, ...PROBLEM_RESPONSES },
      },
    },
    async (request) => sessionBody(authenticator.authenticationOf(request), signIn, context),
  );
  typed.post(
    '/sign-out',
    {
      schema: {
        summary: 'Ends the session; without one it does nothing',
        response: {
          200: signedOutSchema,
          ...PROBLEM_RESPONSES,
          403: problemResponse('No page of this service has asked for it'),
        },
      },
    },
    async (request, reply) => {
      const authentication = authenticator.authenticationOf(request);
      if (signIn === undefined || authentication.kind !== 'session') return {};
      signIn.sessions.end(authentication.id);
      // Not waited for: who wants out gets out, also where nothing can be written.
      context.audit.recordInBackground({ kind: AuditKind.SIGNED_OUT, actor: authentication.caller.actor });
      reply.clearCookie(SESSION_COOKIE, COOKIE_OPTIONS);
      const url = await signIn.provider.signOutUrl(`${signIn.origin}${DEFAULT_RETURN_PATH}`);
      return url === undefined ? {} : { signOutUrl: url.href };
    },
  );
}

function sessionBody(
  authentication: Authentication,
  signIn: SignIn | undefined,
  { registry, nodeEndpoints }: Pick<InsightsContext, 'registry' | 'nodeEndpoints'>,
): SessionBody {
  if (signIn === undefined || authentication.kind !== 'session')
    return { signIn: signIn !== undefined, role: 'public', reads: 'public' };
  const { id, session, caller } = authentication;
  const { assignment } = session;
  return {
    signIn: true,
    role: assignment.role,
    ...(assignment.role === 'analyst'
      ? { organisation: assignment.id, nodes: nodesOfOrganisation(assignment.id, registry(), nodeEndpoints) }
      : {}),
    reads: caller.audience,
    account: signIn.keys.accountMark(session.person),
    csrfToken: signIn.keys.csrfToken(id),
    endsAt: new Date(sessionEndMs(session, signIn.limits)).toISOString(),
  };
}
