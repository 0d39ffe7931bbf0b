import type { Audience } from '@waylight/disclosure-control';
import { HttpProblemError } from '@waylight/service-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answerCompleteness } from '../answers/completeness.ts';
import {
  completenessDocument,
  completenessQuestionSchema,
  completenessSchema,
} from '../answers/completeness-schemas.ts';
import { type InsightsContext, loadAnswerContext } from '../context.ts';
import { JSON_TYPE } from './compress-answers.ts';
import { CALLER_RESPONSES } from './problem-responses.ts';

/** Completeness of reporting, by the same function as gRPC. */
export function completenessRoutes(
  routes: FastifyInstance,
  context: InsightsContext,
  auditAudience: (request: FastifyRequest) => Promise<Audience>,
): void {
  routes.withTypeProvider<ZodTypeProvider>().get(
    '/v1/completeness',
    {
      schema: {
        summary:
          'Completeness of reporting by country and month: all, most, some or none of the organisations, never which',
        querystring: completenessQuestionSchema,
        response: { 200: completenessSchema, ...CALLER_RESPONSES },
      },
    },
    async (request, reply) => {
      const audience = await auditAudience(request);
      const result = answerCompleteness(
        await loadAnswerContext(context),
        request.query,
        audience,
        context.now(),
      );
      switch (result.kind) {
        case 'refused':
          throw new HttpProblemError(400, {
            errors: result.problems.map(({ field, description }) => ({ path: field, message: description })),
          });
        case 'answer':
          // Sent as text: this service created the document, so it is not validated again.
          return reply.type(JSON_TYPE).send(JSON.stringify(completenessDocument(result.answer)) as never);
        default:
          return result satisfies never;
      }
    },
  );
}
