import type { Actor } from '@waylight/audit';
import { AuditKind } from '@waylight/contracts/audit';
import type { Audience } from '@waylight/disclosure-control';
import { HttpProblemError } from '@waylight/service-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { auditRead } from '../audit-access.ts';
import type { InsightsContext, ReaderAddresses } from '../context.ts';
import { findSeriesProblem, type SeriesProblem } from '../watches/watch.ts';
import { MAX_WATCHES, type Watch, type Watcher } from '../watches/watch-store.ts';
import { itemIdSchema, removedSchema } from './account-schemas.ts';
import type { HttpAccounts } from './http-accounts.ts';
import { toInstant } from './instants.ts';
import { ACCOUNT_RESPONSES, itemNotFound } from './problem-responses.ts';
import { forgottenSchema, watchBodySchema, watchesSchema, watchSchema } from './watch-schemas.ts';

export type WatchingReader = {
  readonly watcher: Watcher;
  readonly actor: Actor;
  readonly audience: Audience;
  /** Registry id of a member; undefined for an organisation of the network. */
  readonly member: string | undefined;
  readonly messaging: ReaderAddresses;
};

/** The analyst of an organisation who sends a request. Undefined for all others: only analysts may know verdicts. */
export function findWatchingReader(
  { messaging, registry }: Pick<InsightsContext, 'messaging' | 'registry'>,
  accounts: HttpAccounts,
  request: FastifyRequest,
): WatchingReader | undefined {
  const { actor, audience, member } = accounts.callerOf(request);
  const account = accounts.accountOf(request);
  if (account?.organisation === undefined || messaging === undefined) return undefined;
  const { person, organisation } = account;
  const watcher = { person, organisation, registryVersion: registry().version };
  return { watcher, actor, audience, member, messaging };
}

/** The same, for changes. @throws HttpProblemError for all other readers */
export function requireWatchingReader(...of: Parameters<typeof findWatchingReader>): WatchingReader {
  const reader = findWatchingReader(...of);
  if (reader === undefined) throw itemNotFound();
  return reader;
}

/** Series that a person watches. Nobody else can read them. */
export function watchRoutes(routes: FastifyInstance, context: InsightsContext, accounts: HttpAccounts): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  const { watches, plan, audit, now } = context;
  typed.get(
    '/v1/watches',
    {
      schema: {
        summary: 'The series that this reader watches; none without an organisation',
        response: { 200: watchesSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const reader = findWatchingReader(context, accounts, request);
      if (reader === undefined) return { watches: [] };
      await auditRead(context, AuditKind.INBOX_READ, reader.actor);
      watches.touch(reader.watcher, now());
      return { watches: watches.list(reader.watcher.person).map(watchBody) };
    },
  );
  typed.put(
    '/v1/watches/:id',
    {
      schema: {
        summary: 'Watches a series, or replaces the watch with this id',
        params: itemIdSchema,
        body: watchBodySchema,
        response: { 200: watchSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const { watcher, actor, audience } = requireWatchingReader(context, accounts, request);
      const problem = findSeriesProblem(plan, audience, request.body);
      if (problem !== undefined)
        throw new HttpProblemError(400, { reason: problem, errors: [SERIES_PROBLEMS[problem]] });
      await audit.record({ kind: AuditKind.WATCH_CHANGED, actor });
      const watch = { id: request.params.id, ...request.body, createdMs: now() };
      if (!watches.save(watcher, watch))
        throw new HttpProblemError(409, { detail: `You watch ${MAX_WATCHES} series: remove one first.` });
      return watchBody(watch);
    },
  );
  typed.delete(
    '/v1/watches/:id',
    {
      schema: {
        summary: 'Removes a watch and its changes in the inbox',
        params: itemIdSchema,
        response: { 200: removedSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const { watcher, actor } = requireWatchingReader(context, accounts, request);
      await audit.record({ kind: AuditKind.WATCH_CHANGED, actor });
      return { removed: watches.remove(watcher.person, request.params.id) };
    },
  );
  typed.delete(
    '/v1/watches',
    {
      schema: {
        summary: 'Removes all watches, changes, addresses and waiting messages of this reader',
        response: { 200: forgottenSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const { watcher, actor, messaging } = requireWatchingReader(context, accounts, request);
      await audit.record({ kind: AuditKind.WATCH_CHANGED, actor });
      messaging.forget(watcher.person);
      return { removed: true as const };
    },
  );
}

const SERIES_PROBLEMS: Readonly<Record<SeriesProblem, { readonly path: string; readonly message: string }>> =
  {
    'unknown-table': { path: 'body/table', message: 'is no table of the release plan that you may read' },
    'weekly-table': { path: 'body/table', message: 'is a table of weeks, which are not compared' },
    'wrong-codes': {
      path: 'body/codes',
      message: 'must have one code of the table for each of its dimensions',
    },
  };

const watchBody = ({ id, table, codes, createdMs }: Watch) => ({
  ...{ id, table, codes: { ...codes } },
  createdAt: toInstant(createdMs),
});
