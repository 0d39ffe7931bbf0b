import { randomUUID } from 'node:crypto';
import { AuditKind } from '@waylight/contracts/audit';
import { HttpProblemError } from '@waylight/service-kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { InsightsContext } from '../context.ts';
import { MAX_NOTES, type Note } from '../database/note-store.ts';
import { itemIdSchema, noteBodySchema, noteSchema, notesSchema, removedSchema } from './account-schemas.ts';
import type { HttpAccounts } from './http-accounts.ts';
import { toInstant } from './instants.ts';
import { ACCOUNT_RESPONSES, itemNotFound } from './problem-responses.ts';

/** Notes on dates, shared within one organisation. Any reader of it may remove a note, because authors may leave. */
export function noteRoutes(routes: FastifyInstance, context: InsightsContext, accounts: HttpAccounts): void {
  const typed = routes.withTypeProvider<ZodTypeProvider>();
  const { notes, audit, now } = context;
  /** @throws HttpProblemError for a reader without organisation */
  const requireOrganisation = (request: FastifyRequest): string => {
    const organisation = accounts.accountOf(request)?.organisation;
    if (organisation === undefined) throw itemNotFound();
    return organisation;
  };
  typed.get(
    '/v1/notes',
    {
      schema: {
        summary: 'The notes of this reader’s organisation; none without an organisation',
        response: { 200: notesSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const organisation = accounts.accountOf(request)?.organisation;
      if (organisation === undefined) return { notes: [] };
      return { notes: notes.list(organisation).map((note) => noteBody(note, organisation)) };
    },
  );
  typed.post(
    '/v1/notes',
    {
      schema: {
        summary: 'Adds a note on a date for the readers of the own organisation',
        body: noteBodySchema,
        response: { 200: noteSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const organisation = requireOrganisation(request);
      const { day, country, text } = request.body;
      const note = { id: randomUUID(), day, country, text, atMs: now() };
      // Audited first, like every change that others can read.
      await audit.record({ kind: AuditKind.NOTE_WRITTEN, actor: accounts.callerOf(request).actor });
      if (!notes.add(organisation, note))
        throw new HttpProblemError(409, {
          detail: `Your organisation has ${MAX_NOTES} notes: remove one first.`,
        });
      return noteBody(note, organisation);
    },
  );
  typed.delete(
    '/v1/notes/:id',
    {
      schema: {
        summary: 'Removes a note of the own organisation',
        params: itemIdSchema,
        response: { 200: removedSchema, ...ACCOUNT_RESPONSES },
      },
    },
    async (request) => {
      const organisation = requireOrganisation(request);
      await audit.record({ kind: AuditKind.NOTE_REMOVED, actor: accounts.callerOf(request).actor });
      return { removed: notes.remove(organisation, request.params.id) };
    },
  );
}

const noteBody = ({ id, day, country, text, atMs }: Note, organisation: string) => ({
  id,
  day,
  text,
  ...(country === undefined ? {} : { country }),
  by: { role: 'analyst' as const, organisation },
  at: toInstant(atMs),
});
