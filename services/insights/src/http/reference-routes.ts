import { isMember } from '@waylight/access';
import { explainPlan, planSentences } from '@waylight/disclosure-control';
import { PROBLEM_RESPONSES } from '@waylight/service-kit';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { freshnessDocument, nodeFreshness } from '../answers/freshness.ts';
import type { InsightsContext } from '../context.ts';
import { toInstant } from './instants.ts';
import { aboutSchema, releaseKeysSchema, releasePlanSchema, statusSchema } from './release-schemas.ts';

/** Routes that return the same to every caller. */
export function referenceRoutes(routes: FastifyInstance, context: InsightsContext): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  typed.get(
    '/v1/release-keys',
    {
      schema: {
        summary: 'The public keys of release signatures, current and earlier',
        response: { 200: releaseKeysSchema, ...PROBLEM_RESPONSES },
      },
    },
    async () => [...context.releaseKeys],
  );
  typed.get(
    '/v1/release-plan',
    {
      schema: {
        summary: 'The release plan: the tables, their audiences, periods and rounding',
        response: { 200: releasePlanSchema, ...PROBLEM_RESPONSES },
      },
    },
    async () => {
      const { plan } = context;
      return {
        paragraphs: explainPlan(plan),
        sentences: planSentences(plan).map((messages) => [...messages]),
        plan: { ...plan, tables: [...plan.tables] },
      };
    },
  );
  typed.get(
    '/v1/about',
    {
      schema: {
        summary: 'Who runs this region, and the contact for readers',
        response: { 200: aboutSchema, ...PROBLEM_RESPONSES },
      },
    },
    async () => {
      const { registry, contact } = context;
      const members = registry().organisations.filter((one) => isMember(one) && one.status === 'active');
      return {
        organisations: members.map(({ id, name, countries }) => ({ id, name, countries: [...countries] })),
        ...(contact === undefined ? {} : { contact }),
      };
    },
  );
  typed.get(
    '/v1/status',
    {
      schema: {
        summary:
          'The age of each node’s last heartbeat, in three steps, and the load of a trial’s example data',
        response: { 200: statusSchema, ...PROBLEM_RESPONSES },
      },
    },
    async () => {
      const nowMs = context.now();
      const nodes = await nodeFreshness(context.releasedReader, nowMs);
      return { at: toInstant(nowMs), nodes: freshnessDocument(nodes), example: context.exampleLoad() };
    },
  );
}
