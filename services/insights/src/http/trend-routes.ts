import { Readable } from 'node:stream';
import type { NearestTable } from '@waylight/contracts/trends';
import type { Audience, NextNumbers } from '@waylight/disclosure-control';
import { HttpProblemError } from '@waylight/service-kit';
import {
  answerSchema,
  parameterForField,
  questionDocument,
  questionParametersSchema,
  toTrendQuestion,
} from '@waylight/trends';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answerBody } from '../answers/answer-body.ts';
import { type InsightsContext, loadAnswerContext, nextNumbers } from '../context.ts';
import { JSON_TYPE } from './compress-answers.ts';
import { CALLER_RESPONSES } from './problem-responses.ts';
import { noAnswerSchema } from './release-schemas.ts';

export function trendRoutes(
  routes: FastifyInstance,
  context: InsightsContext,
  auditAudience: (request: FastifyRequest) => Promise<Audience>,
): void {
  routes.withTypeProvider<ZodTypeProvider>().get(
    '/v1/trends',
    {
      schema: {
        summary:
          'Answers a question from the public record or from a released table; without one, the cells are empty',
        querystring: questionParametersSchema,
        response: { 200: z.union([answerSchema, noAnswerSchema]), ...CALLER_RESPONSES },
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
          return noAnswerOf(result.nearest, nextNumbers(context, audience));
        case 'body':
          // A serialiser would validate thousands of cells that this service created. Parts are not joined: a large buffer
          // for each answer would make V8 collect the whole heap every few seconds.
          return reply.type(JSON_TYPE).send(Readable.from(result.parts) as never);
        default:
          return result satisfies never;
      }
    },
  );
}

function noAnswerOf(
  { tableId, why, question }: NearestTable,
  next: NextNumbers | undefined,
): z.output<typeof noAnswerSchema> {
  return {
    cells: [],
    why,
    ...(tableId === ''
      ? {}
      : {
          nearest: { tableId, ...(question === undefined ? {} : { question: questionDocument(question) }) },
        }),
    ...(next === undefined ? {} : { next }),
  };
}
