import type { NearestTable } from '@waylight/contracts/trends';
import type { Audience } from '@waylight/disclosure-control';
import { HttpProblemError, problem, problemContentType, sendParts } from '@waylight/service-kit';
import {
  answerSchema,
  parameterForField,
  questionDocument,
  questionParametersSchema,
  toTrendQuestion,
} from '@waylight/trends';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answerBody } from '../answers/answer-body.ts';
import { type InsightsContext, loadAnswerContext } from '../context.ts';
import { CALLER_RESPONSES, NOT_RELEASED_RESPONSE } from './problem-responses.ts';

export function trendRoutes(
  routes: FastifyInstance,
  context: InsightsContext,
  auditAudience: (request: FastifyRequest) => Promise<Audience>,
): void {
  routes.withTypeProvider<ZodTypeProvider>().get(
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
        case 'nearest-table':
          return reply.code(404).type(problemContentType).send(nearestProblem(result.nearest));
        case 'body':
          // Sent as bytes: a serialiser would validate thousands of cells that this service has just created.
          return sendParts(reply, 'application/json; charset=utf-8', result.parts) as never;
        default:
          return result satisfies never;
      }
    },
  );
}

function nearestProblem({ tableId, why, question }: NearestTable) {
  const { type, title, status } = problem(404);
  return {
    type,
    title,
    status,
    detail: `No released table answers this question. ${why}`,
    nearest: {
      tableId,
      why,
      ...(question === undefined ? {} : { question: questionDocument(question) }),
    },
  };
}
