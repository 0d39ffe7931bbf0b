import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import * as v from 'valibot';
import { getJson, sendChange } from './client.ts';
import { onceKnown } from './once-known.ts';
import { sessionQuery } from './questions.ts';
import type { Session } from './schemas.ts';

/** Saved views of a reader, and notes of an organisation. Neither is stored on a device. */

const viewSchema = v.object({ id: v.string(), name: v.string(), path: v.string(), savedAt: v.string() });
const viewsSchema = v.object({ views: v.array(viewSchema) });
export type SavedView = v.InferOutput<typeof viewSchema>;

const noteSchema = v.object({
  id: v.string(),
  /** Such as 2025-03-14. */
  day: v.string(),
  country: v.optional(v.string()),
  text: v.string(),
});
const notesSchema = v.object({ notes: v.array(noteSchema) });
export type DateNote = v.InferOutput<typeof noteSchema>;
export type NewNote = Omit<DateNote, 'id'>;

export const viewsQuery = () =>
  queryOptions({
    queryKey: ['views'],
    queryFn: async ({ signal }) => (await getJson('/v1/views', viewsSchema, signal)).views,
  });

/** In order of their days. The index of a note, from 1 on, is its number in figures. */
export const notesQuery = () =>
  queryOptions({
    queryKey: ['notes'],
    queryFn: async ({ signal }) => {
      const { notes } = await getJson('/v1/notes', notesSchema, signal);
      const noteKey = ({ day, id }: DateNote) => `${day} ${id}`;
      return notes.toSorted((a, b) => (noteKey(a) < noteKey(b) ? -1 : 1));
    },
  });

/** Fetches the notes of the reader's organisation, which charts mark. */
export const fetchNotesEarly = (client: QueryClient): void =>
  onceKnown(client.fetchQuery(sessionQuery()), ({ organisation }) => {
    if (organisation !== undefined) void client.prefetchQuery(notesQuery());
  });

/** Saves a view under a new id. @throws ViewProblem, like all changes here */
export const saveView = (session: Session, body: Pick<SavedView, 'name' | 'path'>): Promise<SavedView> =>
  sendChange(session, { method: 'PUT', path: `/v1/views/${crypto.randomUUID()}`, body }, viewSchema);

export const removeView = (session: Session, id: string): Promise<unknown> =>
  sendChange(session, { method: 'DELETE', path: `/v1/views/${id}` }, v.unknown());

export const addNote = (session: Session, body: NewNote): Promise<DateNote> =>
  sendChange(session, { method: 'POST', path: '/v1/notes', body }, noteSchema);

export const removeNote = (session: Session, id: string): Promise<unknown> =>
  sendChange(session, { method: 'DELETE', path: `/v1/notes/${id}` }, v.unknown());

const NONE: readonly DateNote[] = [];

/** The notes of the reader's organisation; none without an organisation, and until they are loaded. */
export function useNotes(): readonly DateNote[] {
  const { data: session } = useQuery(sessionQuery());
  const { data } = useQuery({ ...notesQuery(), enabled: session?.organisation !== undefined });
  return data ?? NONE;
}
