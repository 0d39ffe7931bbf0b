import { AuditKind } from '@waylight/contracts/audit';
import { HttpProblemError, problem, problemContentType } from '@waylight/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { auditRead } from '../audit-access.ts';
import { canReadBulletin } from '../bulletins/render-bulletin.ts';
import { type BulletinOutcome, runBulletinCommand } from '../bulletins/run-bulletin-command.ts';
import type { InsightsContext } from '../context.ts';
import { MAX_DRAFTS } from '../database/bulletin-store.ts';
import { itemIdSchema, removedSchema } from './account-schemas.ts';
import { bulletinBody, draftSummary, frozenSummary } from './bulletin-bodies.ts';
import {
  approveBulletinSchema,
  BULLETIN_REFUSAL_MESSAGES,
  bulletinCommandResultSchema,
  bulletinSchema,
  bulletinsSchema,
  bulletinVersionSchema,
  saveBulletinSchema,
  staleProblemSchema,
} from './bulletin-schemas.ts';
import type { HttpAccounts } from './http-accounts.ts';
import { ACCOUNT_RESPONSES, itemNotFound } from './problem-responses.ts';

const STALE_RESPONSE = {
  description: 'The current state does not allow it; see `detail` and `current`',
  content: { [problemContentType]: { schema: staleProblemSchema } },
};
const RESPONSES = { ...ACCOUNT_RESPONSES, 409: STALE_RESPONSE };

/** More than 60 blocks of 10,000 characters, so that long content is rejected by the schema, which names the place. */
const MAX_BODY_BYTES = 3 * 1024 * 1024;

/** Bulletins: analysts of members write them, a second person approves, and the audience reads frozen ones, the public included. */
export function bulletinRoutes(
  routes: FastifyInstance,
  context: InsightsContext,
  accounts: HttpAccounts,
): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  const { bulletins, snapshots } = context;
  typed.get(
    '/v1/bulletins',
    {
      schema: {
        summary: 'Drafts of the own organisation, and frozen bulletins that this reader may read',
        response: { 200: bulletinsSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const { member, actor, audience } = accounts.callerOf(request);
      await auditRead(context, AuditKind.BULLETIN_READ, actor);
      const snapshot = await snapshots.current();
      const drafts = member === undefined ? [] : bulletins.drafts(member);
      const frozen = bulletins.frozen().filter((one) => canReadBulletin(one, snapshot, context, audience));
      return { drafts: drafts.map(draftSummary), frozen: frozen.map(frozenSummary) };
    },
  );
  typed.get(
    '/v1/bulletins/:id',
    {
      schema: {
        summary: 'One bulletin, with numbers in place of placeholders',
        params: itemIdSchema,
        response: { 200: bulletinSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const { member, actor, audience } = accounts.callerOf(request);
      const one = bulletins.find(request.params.id, member);
      if (one === undefined) throw itemNotFound();
      if ('document' in one && !canReadBulletin(one, await snapshots.current(), context, audience))
        throw itemNotFound();
      await auditRead(context, AuditKind.BULLETIN_READ, actor);
      return bulletinBody(context, one, accounts.accountOf(request)?.person);
    },
  );
  commandRoutes(routes, context, accounts);
}

/** The commands of authors. */
function commandRoutes(routes: FastifyInstance, context: InsightsContext, accounts: HttpAccounts): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  /** @throws HttpProblemError for a caller that is not an analyst of a member */
  const requireAuthor = (request: FastifyRequest) => {
    const { member, actor } = accounts.callerOf(request);
    const account = accounts.accountOf(request);
    if (member === undefined || account === undefined) throw itemNotFound();
    return { member, actor, person: account.person };
  };
  const runCommand = async (
    request: FastifyRequest<{ Params: { id: string } }>,
    reply: FastifyReply,
    commandOf: Parameters<typeof runBulletinCommand>[3],
  ) => {
    const author = requireAuthor(request);
    const outcome = await runBulletinCommand(context, request.params.id, author, commandOf);
    switch (outcome.kind) {
      case 'done': {
        const { changed, bulletin } = outcome;
        return { changed, bulletin: await bulletinBody(context, bulletin, author.person) };
      }
      case 'refused':
        return reply.code(409).type(problemContentType).send(staleProblem(outcome));
      default:
        throw toHttpProblem(outcome);
    }
  };

  const params = itemIdSchema;
  const response = { 200: bulletinCommandResultSchema, ...RESPONSES };
  typed.put(
    '/v1/bulletins/:id',
    {
      bodyLimit: MAX_BODY_BYTES,
      schema: {
        summary: 'Saves a new version, based on the edited one',
        params,
        body: saveBulletinSchema,
        response,
      },
    },
    (request, reply) => runCommand(request, reply, () => ({ kind: 'save', ...request.body })),
  );
  typed.delete(
    '/v1/bulletins/:id',
    {
      schema: {
        summary: 'Removes a draft for good; a frozen bulletin stays',
        params,
        response: { 200: removedSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const { member, actor } = requireAuthor(request);
      await context.audit.record({ kind: AuditKind.BULLETIN_REMOVED, actor });
      return { removed: context.bulletins.remove(request.params.id, member) };
    },
  );
  typed.post(
    '/v1/bulletins/:id/submit',
    {
      schema: {
        summary: 'Submits a version to a second person',
        params,
        body: bulletinVersionSchema,
        response,
      },
    },
    (request, reply) => runCommand(request, reply, () => ({ kind: 'submit', ...request.body })),
  );
  typed.post(
    '/v1/bulletins/:id/approve',
    {
      schema: {
        summary: 'Approves a version as it was read; not possible for the account that saved it',
        params,
        body: approveBulletinSchema,
        response,
      },
    },
    (request, reply) =>
      runCommand(request, reply, (current) => {
        const { version, digest: shownDigest } = request.body;
        return { kind: 'approve', version, shownDigest, currentDigest: current?.digest ?? '' };
      }),
  );
  typed.post(
    '/v1/bulletins/:id/freeze',
    {
      schema: {
        summary: 'Freezes an approved version for its audience; it never changes again',
        params,
        body: bulletinVersionSchema,
        response,
      },
    },
    (request, reply) =>
      runCommand(request, reply, (current) => ({
        kind: 'freeze',
        ...request.body,
        currentDigest: current?.digest ?? '',
      })),
  );
}

type Outcome<Kind extends BulletinOutcome['kind']> = Extract<BulletinOutcome, { kind: Kind }>;

function staleProblem({ reason, state: { version, status } }: Outcome<'refused'>) {
  const { type, title, status: code } = problem(409);
  return {
    type,
    title,
    status: code,
    reason,
    detail: BULLETIN_REFUSAL_MESSAGES[reason],
    ...(version === 0 ? {} : { current: { version, status } }),
  };
}

function toHttpProblem(outcome: Outcome<'not-found' | 'too-many-drafts' | 'has-problems'>): HttpProblemError {
  switch (outcome.kind) {
    case 'not-found':
      return itemNotFound();
    case 'too-many-drafts':
      return new HttpProblemError(409, {
        reason: 'too-many-drafts',
        detail: `Your organisation has ${MAX_DRAFTS} drafts: freeze or remove one first.`,
      });
    case 'has-problems':
      // A saved draft can get problems later: when a release of its numbers is withdrawn.
      if (!outcome.isSave)
        return new HttpProblemError(409, {
          reason: 'has-problems',
          detail: 'The bulletin has problems: see its `problems`, correct them and save it again.',
        });
      return new HttpProblemError(400, {
        errors: outcome.problems.map(({ path, at, message, ...why }) => ({
          path: `body/content/${path}`,
          ...why,
          message: at === undefined ? message : `at character ${at}: ${message}`,
        })),
      });
    default:
      return outcome satisfies never;
  }
}
