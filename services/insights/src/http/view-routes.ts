import { HttpProblemError } from '@waylight/service-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { InsightsContext } from '../context.ts';
import { MAX_VIEWS, type SavedView } from '../database/saved-view-store.ts';
import { itemIdSchema, removedSchema, viewBodySchema, viewSchema, viewsSchema } from './account-schemas.ts';
import type { HttpAccounts } from './http-accounts.ts';
import { toInstant } from './instants.ts';
import { ACCOUNT_RESPONSES, itemNotFound } from './problem-responses.ts';

/** Saved views of a person, which no one else can read. */
export function viewRoutes(routes: FastifyInstance, context: InsightsContext, accounts: HttpAccounts): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  const { savedViews, now } = context;
  /** @throws HttpProblemError without a session */
  const requirePerson = (request: FastifyRequest): string => {
    const account = accounts.accountOf(request);
    if (account === undefined) throw itemNotFound();
    return account.person;
  };
  typed.get(
    '/v1/views',
    {
      schema: {
        summary: 'The saved views of this reader; none without a session',
        response: { 200: viewsSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const account = accounts.accountOf(request);
      const views = account === undefined ? [] : savedViews.list(account.person, now());
      return { views: views.map(viewBody) };
    },
  );
  typed.put(
    '/v1/views/:id',
    {
      schema: {
        summary: 'Saves a view, or replaces the one with this id',
        params: itemIdSchema,
        body: viewBodySchema,
        response: { 200: viewSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const view = { id: request.params.id, ...request.body, savedMs: now() };
      if (!savedViews.save(requirePerson(request), view))
        throw new HttpProblemError(409, { detail: `You have ${MAX_VIEWS} saved views: remove one first.` });
      return viewBody(view);
    },
  );
  typed.delete(
    '/v1/views/:id',
    {
      schema: {
        summary: 'Removes a view',
        params: itemIdSchema,
        response: { 200: removedSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => ({ removed: savedViews.remove(requirePerson(request), request.params.id) }),
  );
}

const viewBody = ({ id, name, path, savedMs }: SavedView) => ({
  id,
  name,
  path,
  savedAt: toInstant(savedMs),
});
