import { type Identity, organisationUri, type Registry } from '@waylight/access';
import { AuditKind } from '@waylight/contracts/audit';
import { PROBLEM_RESPONSES, problemResponse } from '@waylight/service-kit';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { identityOfSession, sessionEndMs } from '../accounts/session.ts';
import type { NodeEndpoint } from '../config-fields.ts';
import type { InsightsContext } from '../context.ts';
import { unsealAccountName } from '../sign-in/account-name.ts';
import { DEFAULT_RETURN_PATH, type SignIn } from '../sign-in/sign-in.ts';
import { toInstant } from './instants.ts';
import type { Authentication, RequestAuthenticator } from './request-authenticator.ts';
import { COOKIE_OPTIONS, NAME_COOKIE, SESSION_COOKIE } from './session-cookies.ts';
import { type SessionBody, sessionSchema, signedOutSchema } from './session-schemas.ts';

/** Routes for the caller's session and for sign-out. They exist without a provider too. */
export function sessionRoutes(
  routes: FastifyInstance,
  authenticator: RequestAuthenticator,
  signIn: SignIn | undefined,
  context: Pick<InsightsContext, 'audit' | 'registry' | 'nodeEndpoints' | 'notice'>,
): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/v1/session',
    {
      schema: {
        summary: 'The session of the caller: role, audience, and the token for changes',
        response: { 200: sessionSchema, ...PROBLEM_RESPONSES },
      },
    },
    async (request) => {
      const authentication = authenticator.authenticationOf(request);
      const sealed = request.cookies[NAME_COOKIE];
      const body = sessionBody(authentication, signIn, context);
      if (signIn === undefined || authentication.kind !== 'session' || sealed === undefined) return body;
      const name = await unsealAccountName(sealed, authentication.id, signIn.keys.nameKey);
      return name === undefined ? body : { ...body, accountName: name };
    },
  );
  typed.post(
    '/sign-out',
    {
      schema: {
        summary: 'Ends the session, if there is one',
        response: {
          200: signedOutSchema,
          ...PROBLEM_RESPONSES,
          403: problemResponse('The request does not come from a page of this service'),
        },
      },
    },
    async (request, reply) => {
      const authentication = authenticator.authenticationOf(request);
      if (signIn === undefined || authentication.kind !== 'session') return {};
      signIn.sessions.end(authentication.id);
      // Audited in the background, so that a sign-out succeeds even if the audit cannot be written.
      context.audit.recordInBackground({ kind: AuditKind.SIGNED_OUT, actor: authentication.caller.actor });
      for (const cookie of [SESSION_COOKIE, NAME_COOKIE]) reply.clearCookie(cookie, COOKIE_OPTIONS);
      const url = await signIn.provider.signOutUrl(`${signIn.origin}${DEFAULT_RETURN_PATH}`);
      return url === undefined ? {} : { signOutUrl: url.href };
    },
  );
}

function sessionBody(
  authentication: Authentication,
  signIn: SignIn | undefined,
  { registry, nodeEndpoints, notice }: Pick<InsightsContext, 'registry' | 'nodeEndpoints' | 'notice'>,
): SessionBody {
  const trial = notice === undefined ? {} : { trial: true as const };
  if (signIn === undefined || authentication.kind !== 'session')
    return { signIn: signIn !== undefined, ...trial, role: 'public', reads: 'public' };
  const { id, session, caller } = authentication;
  const { assignment } = session;
  const name = nameOf(identityOfSession(session, registry()));
  return {
    signIn: true,
    ...trial,
    role: assignment.role,
    ...(name === undefined ? {} : { name }),
    ...(assignment.role === 'analyst'
      ? { organisation: assignment.id, nodes: nodesOfOrganisation(assignment.id, registry(), nodeEndpoints) }
      : {}),
    reads: caller.audience,
    account: signIn.keys.accountMark(session.person),
    csrfToken: signIn.keys.csrfToken(id),
    endsAt: toInstant(sessionEndMs(session, signIn.limits)),
  };
}

function nameOf(identity: Identity | undefined): string | undefined {
  switch (identity?.kind) {
    case 'organisation':
    case 'officer':
      return identity.organisation?.name;
    case 'authority':
      return identity.authority.name;
    default:
      return undefined;
  }
}

/** The nodes that receive an organisation's reports, with their origins for browsers. */
function nodesOfOrganisation(
  organisation: string,
  registry: Pick<Registry, 'findByUri'>,
  endpoints: readonly NodeEndpoint[],
): { readonly country: string; readonly origin?: string }[] {
  const identity = registry.findByUri(organisationUri(organisation));
  if (identity?.kind !== 'organisation') return [];
  return identity.organisation.countries.map((country) => {
    const endpoint = endpoints.find((one) => one.country === country);
    return endpoint === undefined ? { country } : { country, origin: endpoint.origin };
  });
}
