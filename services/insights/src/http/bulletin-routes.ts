import { type BulletinCommand, type BulletinState, decideBulletin } from '@waylight/bulletin';
import { AuditKind } from '@waylight/contracts/audit';
import { HttpProblemError, problem, problemContentType } from '@waylight/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { auditRead } from '../audit-access.ts';
import { canReadBulletin, type RenderedBulletin, renderBulletin } from '../bulletins/render-bulletin.ts';
import type { InsightsContext } from '../context.ts';
import { type DraftBulletin, type FrozenBulletin, MAX_DRAFTS } from '../database/bulletin-store.ts';
import { itemIdSchema, removedSchema } from './account-schemas.ts';
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
import { toInstant } from './instants.ts';
import { ACCOUNT_RESPONSES, itemNotFound } from './problem-responses.ts';

const STALE_RESPONSE = {
  description: 'The current state does not allow it; see `detail` and `current`',
  content: { [problemContentType]: { schema: staleProblemSchema } },
};
const RESPONSES = { ...ACCOUNT_RESPONSES, 409: STALE_RESPONSE };

const AUDIT_KINDS: Readonly<Record<BulletinCommand['kind'], AuditKind>> = {
  save: AuditKind.BULLETIN_SAVED,
  submit: AuditKind.BULLETIN_SUBMITTED,
  approve: AuditKind.BULLETIN_APPROVED,
  freeze: AuditKind.BULLETIN_FROZEN,
};

/** More than 60 blocks of 10,000 characters, so that the schema and not this limit rejects long content, with its place. */
const MAX_BODY_BYTES = 3 * 1024 * 1024;

/** Bulletins: analysts of members write them, a second person approves, and analysts of the audience read frozen ones. */
export function bulletinRoutes(
  routes: FastifyInstance,
  context: InsightsContext,
  accounts: HttpAccounts,
): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  const { bulletins, snapshots, audit, now } = context;

  /** @throws HttpProblemError for a caller that is no analyst of a member */
  const requireAuthor = (request: FastifyRequest) => {
    const { member, actor } = accounts.callerOf(request);
    const account = accounts.accountOf(request);
    if (member === undefined || account === undefined) throw itemNotFound();
    return { member, actor, person: account.person };
  };
  const runCommand = async (
    request: FastifyRequest<{ Params: { id: string } }>,
    reply: FastifyReply,
    commandOf: (rendered: RenderedBulletin | undefined) => BulletinCommand,
  ) => {
    const { member, actor, person } = requireAuthor(request);
    const { id } = request.params;
    const before = bulletins.find(id, member);
    const content = before !== undefined && 'state' in before ? before.state.content : undefined;
    const current = content === undefined ? undefined : await renderBulletin(context, content);
    const command = commandOf(current);
    const rendered = command.kind === 'save' ? await renderBulletin(context, command.content) : current;
    // Rendered now: if another version is saved meanwhile, the command is stale.
    if (rendered !== undefined && ['save', 'approve', 'freeze'].includes(command.kind))
      rejectProblems(rendered, command);
    // Audited first, so that no unaudited command ever succeeds.
    await audit.record({ kind: AUDIT_KINDS[command.kind], actor });
    const { decision, state } = bulletins.record({
      id,
      organisation: member,
      nowMs: now(),
      decide: (found) => decideBulletin(found, command, person),
      ...(rendered === undefined ? {} : { frozenAs: rendered }),
    });
    switch (decision.kind) {
      case 'elsewhere':
        throw itemNotFound();
      case 'full':
        throw new HttpProblemError(409, {
          reason: 'too-many-drafts',
          detail: `Your organisation has ${MAX_DRAFTS} drafts: freeze or remove one first.`,
        });
      case 'refused': {
        const { version, status } = state;
        if (version === 0 && command.kind !== 'save') throw itemNotFound();
        const { type, title, status: code } = problem(409);
        return reply
          .code(409)
          .type(problemContentType)
          .send({
            type,
            title,
            status: code,
            reason: decision.reason,
            detail: BULLETIN_REFUSAL_MESSAGES[decision.reason],
            ...(version === 0 ? {} : { current: { version, status } }),
          });
      }
      case 'unchanged':
      case 'happened': {
        const after = bulletins.find(id, member);
        if (after === undefined) throw itemNotFound();
        const body = 'state' in after ? await draftBody(context, after, person) : frozenBody(after);
        return { changed: decision.kind === 'happened', bulletin: body };
      }
      default:
        return decision satisfies never;
    }
  };

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
      if (accounts.accountOf(request)?.organisation === undefined) return { drafts: [], frozen: [] };
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
      const account = accounts.accountOf(request);
      const one = bulletins.find(request.params.id, member ?? '');
      if (account?.organisation === undefined || one === undefined) throw itemNotFound();
      if ('document' in one && !canReadBulletin(one, await snapshots.current(), context, audience))
        throw itemNotFound();
      await auditRead(context, AuditKind.BULLETIN_READ, actor);
      return 'document' in one ? frozenBody(one) : draftBody(context, one, account.person);
    },
  );
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
      await audit.record({ kind: AuditKind.BULLETIN_REMOVED, actor });
      return { removed: bulletins.remove(request.params.id, member) };
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
        summary: 'Freezes an approved version for the analysts of its audience; it never changes again',
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

/** @throws HttpProblemError with the place of each problem. A saved draft gets problems when its audience loses a release */
function rejectProblems({ problems }: RenderedBulletin, { kind }: BulletinCommand): void {
  if (problems.length === 0) return;
  if (kind !== 'save')
    throw new HttpProblemError(409, {
      reason: 'has-problems',
      detail: 'The bulletin has problems: see its `problems`, correct them and save it again.',
    });
  throw new HttpProblemError(400, {
    errors: problems.map(({ path, at, message, ...why }) => ({
      path: `body/content/${path}`,
      ...why,
      message: at === undefined ? message : `at character ${at}: ${message}`,
    })),
  });
}

const titleOf = ({ title }: { readonly title: FrozenBulletin['document']['title'] }): string =>
  title.map((part) => ('text' in part ? part.text : part.reading)).join('');

const draftSummary = ({ id, organisation, state, changedMs }: DraftBulletin) => {
  const { title, audience, period } = requireContent(state).content;
  return {
    id,
    organisation,
    version: state.version,
    status: state.status,
    title,
    audience,
    period,
    changedAt: toInstant(changedMs),
  };
};

const frozenSummary = ({ id, organisation, version, document, digest, frozenMs }: FrozenBulletin) => ({
  id,
  organisation,
  version,
  status: 'frozen' as const,
  title: titleOf(document),
  audience: document.audience,
  period: document.period,
  digest,
  frozenAt: toInstant(frozenMs),
});

async function draftBody(context: InsightsContext, draft: DraftBulletin, person: string) {
  const { state, changedMs } = draft;
  const { content, author } = requireContent(state);
  const { document, digest, findings, problems } = await renderBulletin(context, content);
  const { audience: _, period: __, changedAt: ___, ...line } = draftSummary(draft);
  return {
    ...line,
    at: toInstant(changedMs),
    content,
    document: toMutableDocument(document),
    digest,
    findings: findings.map((one) => ({ ...one })),
    problems: problems.map((one) => ({ ...one })),
    isOwnVersion: author === person,
  };
}

function requireContent(state: BulletinState) {
  const { content, author } = state;
  if (content === undefined) throw new TypeError(`the draft of version ${state.version} has no content`);
  return { content, author };
}

function frozenBody(frozen: FrozenBulletin) {
  const { audience: _, period: __, frozenAt: at, ...line } = frozenSummary(frozen);
  return { ...line, at, document: toMutableDocument(frozen.document), digest: frozen.digest };
}

/** The schema's type has mutable arrays. */
const toMutableDocument = (document: FrozenBulletin['document']) => ({
  ...document,
  blocks: document.blocks.map((block) => ({ ...block })),
});
