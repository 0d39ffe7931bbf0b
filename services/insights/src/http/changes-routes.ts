import { ComparedPeriod } from '@waylight/contracts/insights';
import type { Audience } from '@waylight/disclosure-control';
import { changesDocument, changesQuestionSchema, changesSchema } from '@waylight/trends';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { listChanges } from '../changes/list-changes.ts';
import { type InsightsContext, loadAnswerContext } from '../context.ts';
import { JSON_TYPE } from './compress-answers.ts';
import { CALLER_RESPONSES, RELEASE_NOT_FOUND_RESPONSE, releaseNotFound } from './problem-responses.ts';

/** Comparisons of two periods, by the same function as gRPC. */
export function changesRoutes(
  routes: FastifyInstance,
  context: InsightsContext,
  auditAudience: (request: FastifyRequest) => Promise<Audience>,
): void {
  routes.withTypeProvider<ZodTypeProvider>().get(
    '/v1/changes',
    {
      schema: {
        summary:
          'Compares a period with an earlier one: a verdict for the region and for every released number',
        querystring: changesQuestionSchema,
        response: { 200: changesSchema, 404: RELEASE_NOT_FOUND_RESPONSE, ...CALLER_RESPONSES },
      },
    },
    async (request, reply) => {
      const audience = await auditAudience(request);
      const sources = { ...(await loadAnswerContext(context)), nowMs: context.now() };
      const { release, against } = request.query;
      const changes = listChanges(sources, { releaseId: release, against: COMPARED[against] }, audience);
      if (changes === undefined) throw releaseNotFound();
      // Sent as text: this service created the document, so it is not validated again.
      return reply.type(JSON_TYPE).send(JSON.stringify(changesDocument(changes)) as never);
    },
  );
}

const COMPARED = {
  previous: ComparedPeriod.PREVIOUS,
  'year-ago': ComparedPeriod.YEAR_AGO,
} as const;
