import { AuditKind } from '@waylight/contracts/audit';
import { PROBLEM_RESPONSES, problemResponse } from '@waylight/service-kit';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { InsightsContext } from '../context.ts';
import { endOf } from '../sessions/session.ts';
import { ARRIVAL_PATH, type SignIn } from '../sign-in/sign-in.ts';
import { ownNodes } from './own-nodes.ts';
import { COOKIE, SESSION_COOKIE } from './session-cookies.ts';
import { type SessionBody, sessionSchema, signedOutSchema } from './session-schemas.ts';
import type { Visit, Visits } from './visits.ts';

/** Who one is here, and the way out; also where there is no way in. */
export function sessionRoutes(
  routes: FastifyInstance,
  visits: Visits,
  signIn: SignIn | undefined,
  context: Pick<InsightsContext, 'audit' | 'registry' | 'nodeDoors'>,
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
    async (request) => sessionBody(visits.of(request), signIn, context),
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
      const visit = visits.of(request);
      if (signIn === undefined || visit.kind !== 'session') return {};
      signIn.sessions.end(visit.id);
      // Not waited for: who wants out gets out, also where nothing can be written.
      context.audit.recordInBackground({ kind: AuditKind.SIGNED_OUT, actor: visit.caller.party });
      reply.clearCookie(SESSION_COOKIE, COOKIE);
      const url = await signIn.provider.signOutUrl(`${signIn.origin}${ARRIVAL_PATH}`);
      return url === undefined ? {} : { signOutUrl: url.href };
    },
  );
}

function sessionBody(
  visit: Visit,
  signIn: SignIn | undefined,
  { registry, nodeDoors }: Pick<InsightsContext, 'registry' | 'nodeDoors'>,
): SessionBody {
  if (signIn === undefined || visit.kind !== 'session')
    return { signIn: signIn !== undefined, role: 'public', reads: 'public' };
  const { id, session, caller } = visit;
  const { office } = session;
  return {
    signIn: true,
    role: office.role,
    ...(office.role === 'analyst'
      ? { organisation: office.id, nodes: ownNodes(office.id, registry(), nodeDoors) }
      : {}),
    reads: caller.reader,
    account: signIn.keys.accountMark(session.person),
    csrfToken: signIn.keys.csrfToken(id),
    endsAt: new Date(endOf(session, signIn.limits)).toISOString(),
  };
}
