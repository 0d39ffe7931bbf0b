import { accessTo, hasEndpoint, NO_ROUTE } from '@waylight/access';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import { Country } from '@waylight/contracts/incident';
import { Freshness } from '@waylight/contracts/insights';
import { type Audience, explainPlan, exportedTableSchema, planSentences } from '@waylight/disclosure-control';
import {
  addHealthRoutes,
  authorizeRoutes,
  describeApi,
  type Health,
  HttpProblemError,
  PROBLEM_RESPONSES,
  problem,
  problemContentType,
  requestedEndpoint,
  sendParts,
} from '@waylight/service-kit';
import {
  answerSchema,
  parameterForField,
  questionDocument,
  questionParametersSchema,
  toTrendQuestion,
} from '@waylight/trends';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { CallerWithAccess } from '../accounts/caller.ts';
import { answerBody } from '../answers/answer-body.ts';
import { nodeFreshness } from '../answers/freshness.ts';
import { listNotices } from '../answers/notices.ts';
import { exportRelease, findReadableRelease } from '../answers/release.ts';
import { auditRead, auditRefusal } from '../audit-access.ts';
import { type InsightsContext, loadAnswerContext } from '../context.ts';
import { approvalRoutes } from './approval-routes.ts';
import { bulletinRoutes } from './bulletin-routes.ts';
import { completenessRoutes } from './completeness-routes.ts';
import { eventRoutes } from './event-routes.ts';
import type { HttpAccounts } from './http-accounts.ts';
import { noteRoutes } from './note-routes.ts';
import { pageRoutes } from './page-routes.ts';
import {
  CALLER_RESPONSES,
  NOT_RELEASED_RESPONSE,
  RELEASE_NOT_FOUND_RESPONSE,
  releaseNotFound,
} from './problem-responses.ts';
import {
  releaseBody,
  releaseIdSchema,
  releaseKeysSchema,
  releasePlanSchema,
  releasesSchema,
  statusSchema,
} from './release-schemas.ts';
import { sessionExpiredError } from './request-authenticator.ts';
import { viewRoutes } from './view-routes.ts';

const FRESHNESS = {
  [Freshness.UNSPECIFIED]: 'older',
  [Freshness.UNDER_A_DAY]: 'under a day',
  [Freshness.UNDER_A_WEEK]: 'under a week',
  [Freshness.OLDER]: 'older',
} as const;

const SERVER = 'insights-http';

/** HTTP/JSON for analysts: the same answers as over gRPC, through the same function. */
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
  await accounts.registerCookies(server);
  authorizeRoutes(server, {
    hasRule: (endpoint) => hasEndpoint(SERVER, endpoint),
    noRoute: NO_ROUTE,
    authorize: (request, endpoint, reply) => {
      // What is open to whoever is not known is open to everybody: it is not asked who it is, and no session is looked for.
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
      'Released tables and the public record. Who has signed in at /sign-in sees more than the public; see /v1/session.',
  });
  const auditAudience = async (request: FastifyRequest): Promise<Audience> => {
    const { audience, actor } = callerOf(request);
    await auditRead(context, AuditKind.TRENDS_READ, actor);
    return audience;
  };

  server.register(async (routes) => {
    await accounts.addRoutes(routes);
    const typed = routes.withTypeProvider<ZodTypeProvider>();
    typed.get(
      '/v1/trends',
      {
        schema: {
          summary: 'Answers a question from the public record or from a released table',
          querystring: questionParametersSchema,
          response: { 200: answerSchema, 404: NOT_RELEASED_RESPONSE, ...CALLER_RESPONSES },
        },
      },
      async (request, reply) => {
        const audience = await auditAudience(request);
        const result = answerBody(await loadAnswerContext(context), toTrendQuestion(request.query), audience);
        switch (result.kind) {
          case 'refused':
            throw new HttpProblemError(400, {
              errors: result.problems.map(({ field, description }) => ({
                path: parameterForField(field, request.query),
                message: description,
              })),
            });
          case 'nearest': {
            const { tableId, why, question } = result.nearest;
            const { type, title, status } = problem(404);
            return reply
              .code(404)
              .type(problemContentType)
              .send({
                type,
                title,
                status,
                detail: `No released table answers this question. ${why}`,
                nearest: {
                  tableId,
                  why,
                  ...(question === undefined ? {} : { question: questionDocument(question) }),
                },
              });
          }
          case 'body':
            // As bytes: a serialiser would hold each of thousands of cells, which were made here, against the schema again.
            return sendParts(reply, 'application/json; charset=utf-8', result.parts) as never;
          default:
            return result satisfies never;
        }
      },
    );
    typed.get(
      '/v1/releases',
      {
        schema: {
          summary: 'The releases that this reader may see',
          response: { 200: releasesSchema, ...CALLER_RESPONSES },
        },
      },
      async (request) => {
        const audience = await auditAudience(request);
        return {
          releases: listNotices(await context.snapshots.current(), context.approvedReleases, audience).map(
            releaseBody,
          ),
        };
      },
    );
    typed.get(
      '/v1/releases/:id',
      {
        schema: {
          summary: 'Every number of one release',
          params: releaseIdSchema,
          response: { 200: exportedTableSchema, 404: RELEASE_NOT_FOUND_RESPONSE, ...CALLER_RESPONSES },
        },
      },
      async (request) => {
        const { audience, actor } = callerOf(request);
        const { snapshots, approvedReleases } = context;
        const release = findReadableRelease(
          await snapshots.current(),
          approvedReleases,
          audience,
          request.params.id,
        );
        if (release === undefined) throw releaseNotFound();
        await auditRead(context, AuditKind.RELEASE_READ, actor, release.event.releaseId);
        return exportRelease(release, context.notice);
      },
    );
    typed.get(
      '/v1/release-keys',
      {
        schema: {
          summary: 'The public keys that releases are, or were, signed with',
          response: { 200: releaseKeysSchema, ...PROBLEM_RESPONSES },
        },
      },
      async () => {
        return [...context.releaseKeys];
      },
    );
    typed.get(
      '/v1/release-plan',
      {
        schema: {
          summary: 'The release plan: which tables leave, to whom, when and in which form; for everybody',
          response: { 200: releasePlanSchema, ...PROBLEM_RESPONSES },
        },
      },
      async () => {
        const { plan } = context;
        return {
          paragraphs: explainPlan(plan),
          sentences: planSentences(plan).map((of) => [...of]),
          plan: { ...plan, tables: [...plan.tables] },
        };
      },
    );
    typed.get(
      '/v1/status',
      {
        schema: {
          summary: 'How fresh each node is, in three steps',
          response: { 200: statusSchema, ...PROBLEM_RESPONSES },
        },
      },
      async () => {
        const nowMs = context.now();
        const nodes = await nodeFreshness(context.releasedReader, nowMs);
        return {
          at: new Date(nowMs).toISOString(),
          nodes: nodes.map(({ node, freshness }) => ({
            country: NODE_COUNTRIES.find((country) => Country[country] === node) ?? 'unknown',
            freshness: FRESHNESS[freshness],
          })),
        };
      },
    );
    completenessRoutes(routes, context, auditAudience);
    eventRoutes(routes, context, accounts);
    viewRoutes(routes, context, accounts);
    noteRoutes(routes, context, accounts);
    bulletinRoutes(routes, context, accounts);
    approvalRoutes(routes, context, callerWithAccess);
  });
  await pageRoutes(server, context.dashboardDir);
  addHealthRoutes(server, health);
}
