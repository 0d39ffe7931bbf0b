import { HttpProblemError } from '@waylight/service-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { InsightsContext } from '../context.ts';
import { MOST_VIEWS, type SavedView } from '../database/view-record.ts';
import { nothingOfYours, OWN_RESPONSES } from './problem-responses.ts';
import { ownIdSchema, removedSchema, viewBodySchema, viewSchema, viewsSchema } from './reader-schemas.ts';
import type { Visitors } from './visitors.ts';

/** Views of the dashboard that somebody who has signed in saved: nobody else ever reads them. */
export function viewRoutes(routes: FastifyInstance, context: InsightsContext, visitors: Visitors): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  const { savedViews, now } = context;
  /** @throws HttpProblemError for whoever has not signed in */
  const personOf = (request: FastifyRequest): string => {
    const account = visitors.accountOf(request);
    if (account === undefined) throw nothingOfYours();
    return account.person;
  };
  typed.get(
    '/v1/views',
    {
      schema: {
        summary: 'The views that this reader saved; none for whoever has not signed in',
        response: { 200: viewsSchema, ...OWN_RESPONSES },
      },
    },
    async (request) => {
      const account = visitors.accountOf(request);
      const views = account === undefined ? [] : savedViews.list(account.person, now());
      return { views: views.map(viewBody) };
    },
  );
  typed.put(
    '/v1/views/:id',
    {
      schema: {
        summary: 'Saves a view, also over the one that has its id',
        params: ownIdSchema,
        body: viewBodySchema,
        response: { 200: viewSchema, ...OWN_RESPONSES },
      },
    },
    async (request) => {
      const view = { id: request.params.id, ...request.body, savedMs: now() };
      if (!savedViews.save(personOf(request), view))
        throw new HttpProblemError(409, { detail: `You have ${MOST_VIEWS} saved views: remove one first.` });
      return viewBody(view);
    },
  );
  typed.delete(
    '/v1/views/:id',
    {
      schema: {
        summary: 'Removes a view',
        params: ownIdSchema,
        response: { 200: removedSchema, ...OWN_RESPONSES },
      },
    },
    async (request) => ({ removed: savedViews.remove(personOf(request), request.params.id) }),
  );
}

const viewBody = ({ id, name, path, savedMs }: SavedView) => ({
  ...{ id, name, path },
  savedAt: new Date(savedMs).toISOString(),
});
