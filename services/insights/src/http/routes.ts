import { accessTo, hasEndpoint, NO_ROUTE } from '@waylight/access';
import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import type { Audience } from '@waylight/disclosure-control';
import {
  addHealthRoutes,
  authorizeRoutes,
  describeApi,
  type Health,
  requestedEndpoint,
} from '@waylight/service-kit';
import { nearestNames } from '@waylight/trends';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CallerWithAccess } from '../accounts/caller.ts';
import { auditRead, auditRefusal } from '../audit-access.ts';
import type { InsightsContext } from '../context.ts';
import { approvalRoutes } from './approval-routes.ts';
import { bulletinRoutes } from './bulletin-routes.ts';
import { changesRoutes } from './changes-routes.ts';
import { completenessRoutes } from './completeness-routes.ts';
import { compressAnswers } from './compress-answers.ts';
import { deliveryRoutes } from './delivery-routes.ts';
import { eventRoutes } from './event-routes.ts';
import type { HttpAccounts } from './http-accounts.ts';
import { inboxRoutes } from './inbox-routes.ts';
import { noteRoutes } from './note-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { referenceRoutes } from './reference-routes.ts';
import { releaseRoutes } from './release-routes.ts';
import { sessionExpiredError } from './request-authenticator.ts';
import { signInStyleRoute } from './sign-in-failure-page.ts';
import { trendRoutes } from './trend-routes.ts';
import { viewRoutes } from './view-routes.ts';
import { watchRoutes } from './watch-routes.ts';

const SERVER = 'insights-http';

/** HTTP/JSON for analysts. It answers questions by the same functions as gRPC. */
export async function insightsRoutes(
  server: FastifyInstance,
  context: InsightsContext,
  accounts: HttpAccounts,
  health: Health,
): Promise<void> {
  const { callerOf } = accounts;
  const callerWithAccess = (request: FastifyRequest): CallerWithAccess => {
    const caller = callerOf(request);
    return { ...caller, access: accessTo(SERVER, requestedEndpoint(request, NO_ROUTE), caller.kind) };
  };
  const auditAudience = async (request: FastifyRequest): Promise<Audience> => {
    const { audience, actor } = callerOf(request);
    await auditRead(context, AuditKind.TRENDS_READ, actor);
    return audience;
  };
  await compressAnswers(server);
  await accounts.registerCookies(server);
  authorizeRoutes(server, {
    hasRule: (endpoint) => hasEndpoint(SERVER, endpoint),
    noRoute: NO_ROUTE,
    authorize: (request, endpoint, reply) => {
      // An endpoint that unknown callers may use is open to all, so no session is looked up.
      if (accessTo(SERVER, endpoint, 'unknown') !== 'refused') return;
      accounts.authenticate(request, reply);
      const { access, actor } = callerWithAccess(request);
      if (access !== 'refused') return;
      auditRefusal(context, actor, AuditOutcome.PERMISSION_DENIED);
      throw sessionExpiredError();
    },
  });
  await describeApi(server, {
    title: 'Waylight insights',
    description:
      'Released tables and the public record. After a sign-in at /sign-in a reader may read more than the public; see /v1/session.',
    suggestNames: nearestNames,
  });
  server.register(async (routes) => {
    await accounts.addRoutes(routes);
    trendRoutes(routes, context, auditAudience);
    releaseRoutes(routes, context, accounts, auditAudience);
    referenceRoutes(routes, context);
    completenessRoutes(routes, context, auditAudience);
    changesRoutes(routes, context, auditAudience);
    eventRoutes(routes, context, accounts);
    viewRoutes(routes, context, accounts);
    watchRoutes(routes, context, accounts);
    deliveryRoutes(routes, context, accounts);
    inboxRoutes(routes, context, accounts);
    noteRoutes(routes, context, accounts);
    bulletinRoutes(routes, context, accounts);
    approvalRoutes(routes, context, callerWithAccess);
  });
  signInStyleRoute(server);
  await pageRoutes(server, context.dashboardDir);
  addHealthRoutes(server, health);
}
