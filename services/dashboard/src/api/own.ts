import { queryOptions } from '@tanstack/react-query';
import * as z from 'zod/mini';
import { askInsights } from './ask-insights.ts';
import type { Session } from './schemas.ts';

/** What readers write: views of their own, and notes that their organisation shares. Neither is ever kept on a device. */

const viewSchema = z.object({ id: z.string(), name: z.string(), path: z.string(), savedAt: z.string() });
const viewsSchema = z.object({ views: z.array(viewSchema) });
export type SavedView = z.output<typeof viewSchema>;

const noteSchema = z.object({
  id: z.string(),
  /** As 2025-03-14. */
  day: z.string(),
  country: z.optional(z.string()),
  text: z.string(),
});
const notesSchema = z.object({ notes: z.array(noteSchema) });
export type DateNote = z.output<typeof noteSchema>;
export type NewNote = Omit<DateNote, 'id'>;

const removedSchema = z.object({ removed: z.boolean() });

export const viewsQuery = () =>
  queryOptions({
    queryKey: ['views'],
    queryFn: async ({ signal }) => (await askInsights('/v1/views', viewsSchema, { signal })).views,
  });

/** In the order of their days: their place in it is the number that marks them. */
export const notesQuery = () =>
  queryOptions({
    queryKey: ['notes'],
    queryFn: async ({ signal }) => {
      const { notes } = await askInsights('/v1/notes', notesSchema, { signal });
      return notes.toSorted((a, b) => `${a.day} ${a.id}`.localeCompare(`${b.day} ${b.id}`));
    },
  });

/** Saves a view under an id of its own. @throws ViewProblem */
export function saveView(
  session: Session,
  { name, path }: Pick<SavedView, 'name' | 'path'>,
): Promise<SavedView> {
  return askInsights(`/v1/views/${crypto.randomUUID()}`, viewSchema, change(session, 'PUT', { name, path }));
}

/** @throws ViewProblem */
export function removeView(session: Session, id: string): Promise<unknown> {
  return askInsights(`/v1/views/${id}`, removedSchema, change(session, 'DELETE'));
}

/** @throws ViewProblem */
export function addNote(session: Session, note: NewNote): Promise<DateNote> {
  return askInsights('/v1/notes', noteSchema, change(session, 'POST', note));
}

/** @throws ViewProblem */
export function removeNote(session: Session, id: string): Promise<unknown> {
  return askInsights(`/v1/notes/${id}`, removedSchema, change(session, 'DELETE'));
}

/** A change with the token of the session. Insights accepts no other. */
export function change({ csrfToken }: Session, method: string, body?: unknown): RequestInit {
  return {
    method,
    headers: {
      ...(csrfToken === undefined ? {} : { 'x-csrf-token': csrfToken }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}
