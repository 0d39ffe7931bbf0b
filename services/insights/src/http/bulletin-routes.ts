import { type BulletinCommand, type BulletinState, decideBulletin } from '@waylight/bulletin';
import { AuditKind } from '@waylight/contracts/audit';
import { HttpProblemError, problem, problemContentType } from '@waylight/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { auditRead } from '../audited.ts';
import { type BulletinReading, isThereFor, readingOf } from '../bulletins/read.ts';
import type { InsightsContext } from '../context.ts';
import { type Draft, type Frozen, MOST_DRAFTS } from '../database/bulletin-record.ts';
import {
  approveBulletinSchema,
  BULLETIN_WORDS,
  bulletinSchema,
  bulletinsSchema,
  commandedSchema,
  ofVersionSchema,
  saveSchema,
  staleProblemSchema,
} from './bulletin-schemas.ts';
import { nothingOfYours, OWN_RESPONSES } from './problem-responses.ts';
import { ownIdSchema, removedSchema } from './reader-schemas.ts';
import type { Visitors } from './visitors.ts';

const STALE = {
  description: 'As it stands it cannot be done; `detail` says why, and `current` how it stands',
  content: { [problemContentType]: { schema: staleProblemSchema } },
};
const RESPONSES = { ...OWN_RESPONSES, 409: STALE };

const COMMANDED: Readonly<Record<BulletinCommand['kind'], AuditKind>> = {
  save: AuditKind.BULLETIN_SAVED,
  submit: AuditKind.BULLETIN_SUBMITTED,
  approve: AuditKind.BULLETIN_APPROVED,
  freeze: AuditKind.BULLETIN_FROZEN,
};

/** Sixty parts of 10,000 characters and what belongs to them: whatever the description allows is read, and what is too long is told where. */
const MOST_BODY_BYTES = 3 * 1024 * 1024;

/** Bulletins: members' analysts write them, a second person approves, and what is frozen is read by the analysts of its circle. */
export function bulletinRoutes(routes: FastifyInstance, context: InsightsContext, visitors: Visitors): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  const { bulletins, views, audit, now } = context;

  /** @throws HttpProblemError for whoever is no analyst of a member */
  const authorOf = (request: FastifyRequest) => {
    const { member, party } = visitors.callerOf(request);
    const account = visitors.accountOf(request);
    if (member === undefined || account === undefined) throw nothingOfYours();
    return { member, party, person: account.person };
  };
  const run = async (
    request: FastifyRequest<{ Params: { id: string } }>,
    reply: FastifyReply,
    commandOf: (reading: BulletinReading | undefined) => BulletinCommand,
  ) => {
    const { member, party, person } = authorOf(request);
    const { id } = request.params;
    const before = bulletins.find(id, member);
    const content = before !== undefined && 'state' in before ? before.state.content : undefined;
    const read = content === undefined ? undefined : await readingOf(context, content);
    const command = commandOf(read);
    const reading = command.kind === 'save' ? await readingOf(context, command.content) : read;
    // Of what it reads as at the moment that is decided upon: saved over meanwhile it is another version, and the command stale.
    if (reading !== undefined && ['save', 'approve', 'freeze'].includes(command.kind))
      refuseProblems(reading, command);
    // First, so that nothing is approved that stands nowhere.
    await audit.record({ kind: COMMANDED[command.kind], actor: party });
    const { decision, state } = bulletins.record({
      ...{ id, organisation: member, nowMs: now() },
      decide: (found) => decideBulletin(found, command, person),
      ...(reading === undefined ? {} : { frozenAs: reading }),
    });
    switch (decision.kind) {
      case 'elsewhere':
        throw nothingOfYours();
      case 'full':
        throw new HttpProblemError(409, {
          reason: 'too-many-drafts',
          detail: `Your organisation has ${MOST_DRAFTS} drafts: freeze or remove one first.`,
        });
      case 'refused': {
        const { version, status } = state;
        if (version === 0 && command.kind !== 'save') throw nothingOfYours();
        const { type, title, status: code } = problem(409);
        return reply
          .code(409)
          .type(problemContentType)
          .send({
            ...{
              type,
              title,
              status: code,
              reason: decision.reason,
              detail: BULLETIN_WORDS[decision.reason],
            },
            ...(version === 0 ? {} : { current: { version, status } }),
          });
      }
      case 'unchanged':
      case 'happened': {
        const after = bulletins.find(id, member);
        if (after === undefined) throw nothingOfYours();
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
        summary: 'Drafts of the own organisation, and the frozen bulletins that this reader may see',
        response: { 200: bulletinsSchema, ...OWN_RESPONSES },
      },
    },
    async (request) => {
      const { member, party, reader } = visitors.callerOf(request);
      if (visitors.accountOf(request)?.organisation === undefined) return { drafts: [], frozen: [] };
      await auditRead(context, AuditKind.BULLETIN_READ, party);
      const view = await views.current();
      const drafts = member === undefined ? [] : bulletins.drafts(member);
      const frozen = bulletins.frozen().filter((one) => isThereFor(one, view, context, reader));
      return { drafts: drafts.map(draftLine), frozen: frozen.map(frozenLine) };
    },
  );
  typed.get(
    '/v1/bulletins/:id',
    {
      schema: {
        summary: 'One bulletin, with its numbers in place of placeholders',
        params: ownIdSchema,
        response: { 200: bulletinSchema, ...OWN_RESPONSES },
      },
    },
    async (request) => {
      const { member, party, reader } = visitors.callerOf(request);
      const account = visitors.accountOf(request);
      const one = bulletins.find(request.params.id, member ?? '');
      if (account?.organisation === undefined || one === undefined) throw nothingOfYours();
      if ('document' in one && !isThereFor(one, await views.current(), context, reader))
        throw nothingOfYours();
      await auditRead(context, AuditKind.BULLETIN_READ, party);
      return 'document' in one ? frozenBody(one) : draftBody(context, one, account.person);
    },
  );
  const params = ownIdSchema;
  const response = { 200: commandedSchema, ...RESPONSES };
  typed.put(
    '/v1/bulletins/:id',
    {
      bodyLimit: MOST_BODY_BYTES,
      schema: { summary: 'Saves a version over the one that was edited', params, body: saveSchema, response },
    },
    (request, reply) => run(request, reply, () => ({ kind: 'save', ...request.body })),
  );
  typed.delete(
    '/v1/bulletins/:id',
    {
      schema: {
        summary: 'Removes a draft for good; what is frozen stays',
        params,
        response: { 200: removedSchema, ...OWN_RESPONSES },
      },
    },
    async (request) => {
      const { member, party } = authorOf(request);
      await audit.record({ kind: AuditKind.BULLETIN_REMOVED, actor: party });
      return { removed: bulletins.remove(request.params.id, member) };
    },
  );
  typed.post(
    '/v1/bulletins/:id/submit',
    { schema: { summary: 'Gives a version to a second person', params, body: ofVersionSchema, response } },
    (request, reply) => run(request, reply, () => ({ kind: 'submit', ...request.body })),
  );
  typed.post(
    '/v1/bulletins/:id/approve',
    {
      schema: {
        summary: 'Approves a version as it was shown; never by the account that saved it',
        ...{ params, body: approveBulletinSchema, response },
      },
    },
    (request, reply) =>
      run(request, reply, (read) => {
        const { version, digest: shown } = request.body;
        return { kind: 'approve', version, shown, now: read?.digest ?? '' };
      }),
  );
  typed.post(
    '/v1/bulletins/:id/freeze',
    {
      schema: {
        summary: 'Freezes an approved version: it never changes again, and its circle’s analysts read it',
        ...{ params, body: ofVersionSchema, response },
      },
    },
    (request, reply) =>
      run(request, reply, (read) => ({ kind: 'freeze', ...request.body, now: read?.digest ?? '' })),
  );
}

/** @throws HttpProblemError with where; of a draft that was in order once, because a release is there no more for its circle */
function refuseProblems({ problems }: BulletinReading, { kind }: BulletinCommand): void {
  if (problems.length === 0) return;
  if (kind !== 'save')
    throw new HttpProblemError(409, {
      reason: 'has-problems',
      detail: 'It cannot be shown as it stands: see `problems` of the bulletin, and save it anew.',
    });
  throw new HttpProblemError(400, {
    errors: problems.map(({ path, at, message, ...why }) => ({
      ...{ path: `body/content/${path}`, ...why },
      message: at === undefined ? message : `at character ${at}: ${message}`,
    })),
  });
}

const instant = (ms: number): string => new Date(ms).toISOString();
const titleOf = ({ title }: { readonly title: Frozen['document']['title'] }): string =>
  title.map((part) => ('text' in part ? part.text : part.reading)).join('');

const draftLine = ({ id, organisation, state, changedMs }: Draft) => {
  const { title, audience, period } = contentIn(state).content;
  return {
    ...{ id, organisation, version: state.version, status: state.status, title },
    ...{ audience, period, changedAt: instant(changedMs) },
  };
};

const frozenLine = ({ id, organisation, version, document, digest, frozenMs }: Frozen) => ({
  ...{ id, organisation, version, status: 'frozen' as const, title: titleOf(document) },
  ...{ audience: document.audience, period: document.period, digest, frozenAt: instant(frozenMs) },
});

async function draftBody(context: InsightsContext, draft: Draft, person: string) {
  const { state, changedMs } = draft;
  const { content, author } = contentIn(state);
  const { document, digest, findings, problems } = await readingOf(context, content);
  const { audience: _, period: __, changedAt: ___, ...line } = draftLine(draft);
  return {
    ...{ ...line, at: instant(changedMs), content, document: openDocument(document), digest },
    findings: findings.map((one) => ({ ...one })),
    problems: problems.map((one) => ({ ...one })),
    isOwnVersion: author === person,
  };
}

function contentIn(state: BulletinState) {
  const { content, author } = state;
  if (content === undefined) throw new TypeError(`a draft of version ${state.version} has content`);
  return { content, author };
}

function frozenBody(frozen: Frozen) {
  const { audience: _, period: __, frozenAt: at, ...line } = frozenLine(frozen);
  return { ...line, at, document: openDocument(frozen.document), digest: frozen.digest };
}

/** As the schema takes it: whoever reads it may not change it either. */
const openDocument = (document: Frozen['document']) => ({
  ...document,
  blocks: document.blocks.map((block) => ({ ...block })),
});
