import { accessTo, hasEndpoint, NO_ROUTE } from '@waylight/access';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import { Country } from '@waylight/contracts/incident';
import { Freshness } from '@waylight/contracts/insights';
import type { TrendQuestion } from '@waylight/contracts/trends';
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
  askedQuestionSchema,
  namedQuestion,
  parameterOf,
  wireQuestion,
} from '@waylight/trends';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answerBody } from '../answers/answer-body.ts';
import { nodeFreshness } from '../answers/freshness.ts';
import { noticesFor } from '../answers/notices.ts';
import { documentOf, releaseFor } from '../answers/release.ts';
import type { Asker } from '../approvals/caller.ts';
import { auditRead, noteRefused } from '../audited.ts';
import { answerContext, type InsightsContext } from '../context.ts';
import { approvalRoutes } from './approval-routes.ts';
import { bulletinRoutes } from './bulletin-routes.ts';
import { completenessRoutes } from './completeness-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { noteRoutes } from './note-routes.ts';
import { pageRoutes } from './page-routes.ts';
import { NO_SUCH_RELEASE, NOTHING_RELEASED, noSuchRelease, READER_RESPONSES } from './problem-responses.ts';
import {
  releaseBody,
  releaseIdSchema,
  releaseKeysSchema,
  releasePlanSchema,
  releasesSchema,
  statusSchema,
} from './schemas.ts';
import { viewRoutes } from './view-routes.ts';
import type { Visitors } from './visitors.ts';
import { sessionOver } from './visits.ts';

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
  visitors: Visitors,
  health: Health,
): Promise<void> {
  const { callerOf } = visitors;
  const askerOf = (request: FastifyRequest): Asker => {
    const caller = callerOf(request);
    return { ...caller, access: accessTo(SERVER, requestedEndpoint(request, NO_ROUTE), caller.kind) };
  };
  await visitors.readCookies(server);
  authorizeRoutes(server, {
    hasRule: (door) => hasEndpoint(SERVER, door),
    noRoute: NO_ROUTE,
    authorize: (request, door, reply) => {
      // What is open to whoever is not known is open to everybody: it is not asked who it is, and no session is looked for.
      if (accessTo(SERVER, door, 'unknown') !== 'refused') return;
      visitors.receive(request, reply);
      const { access, party } = askerOf(request);
      if (access !== 'refused') return;
      noteRefused(context, party, AuditOutcome.PERMISSION_DENIED);
      throw sessionOver();
    },
  });
  await describeApi(server, {
    title: 'Waylight insights',
    description:
      'Released tables and the public record. Who has signed in at /sign-in sees more than the public; see /v1/session.',
  });
  const auditedReader = async (request: FastifyRequest): Promise<Audience> => {
    const { reader, party } = callerOf(request);
    await auditRead(context, AuditKind.TRENDS_READ, party);
    return reader;
  };

  server.register(async (routes) => {
    await visitors.addWays(routes);
    const typed = routes.withTypeProvider<ZodTypeProvider>();
    typed.get(
      '/v1/trends',
      {
        schema: {
          summary: 'Answers a question from the public record or from a released table',
          querystring: askedQuestionSchema,
          response: { 200: answerSchema, 404: NOTHING_RELEASED, ...READER_RESPONSES },
        },
      },
      async (request, reply) => {
        const reader = await auditedReader(request);
        const result = answerBody(await answerContext(context), wireQuestion(request.query), reader);
        switch (result.kind) {
          case 'refused':
            throw new HttpProblemError(400, {
              errors: result.problems.map(({ field, description }) => ({
                path: parameterOf(field, request.query),
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
                nearest: { tableId, why, ...(question === undefined ? {} : { question: mutable(question) }) },
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
          response: { 200: releasesSchema, ...READER_RESPONSES },
        },
      },
      async (request) => {
        const reader = await auditedReader(request);
        return {
          releases: noticesFor(await context.views.current(), context.gate, reader).map(releaseBody),
        };
      },
    );
    typed.get(
      '/v1/releases/:id',
      {
        schema: {
          summary: 'Every number of one release',
          params: releaseIdSchema,
          response: { 200: exportedTableSchema, 404: NO_SUCH_RELEASE, ...READER_RESPONSES },
        },
      },
      async (request) => {
        const { reader, party } = callerOf(request);
        const { views, gate } = context;
        const release = releaseFor(await views.current(), gate, reader, request.params.id);
        if (release === undefined) throw noSuchRelease();
        await auditRead(context, AuditKind.RELEASE_READ, party, release.event.releaseId);
        return documentOf(release, context.notice);
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
          words: explainPlan(plan),
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
        const nodes = await nodeFreshness(context.reader, nowMs);
        return {
          at: new Date(nowMs).toISOString(),
          nodes: nodes.map(({ node, freshness }) => ({
            country: NODE_COUNTRIES.find((country) => Country[country] === node) ?? 'unknown',
            freshness: FRESHNESS[freshness],
          })),
        };
      },
    );
    completenessRoutes(routes, context, auditedReader);
    eventRoutes(routes, context, visitors);
    viewRoutes(routes, context, visitors);
    noteRoutes(routes, context, visitors);
    bulletinRoutes(routes, context, visitors);
    approvalRoutes(routes, context, askerOf);
  });
  await pageRoutes(server, context.dashboardDir);
  addHealthRoutes(server, health);
}

const mutable = (question: TrendQuestion) => {
  const named = namedQuestion(question);
  return { ...named, by: [...named.by] };
};
