import { NOTES_KEPT_MS } from '@waylight/contracts';
import { z } from 'zod';
import type { Database } from './open-database.ts';

/** A note on a date, shared within one organisation. Its author is not stored. */
export type Note = {
  readonly id: string;
  /** A day such as 2025-03-14. */
  readonly day: string;
  /** Undefined for the whole region. */
  readonly country: string | undefined;
  readonly text: string;
  readonly atMs: number;
};

/** Maximum for one organisation. */
export const MAX_NOTES = 1_000;

export type NoteStore = {
  /** Notes of an organisation by its registry id, in order of days. */
  readonly list: (organisation: string) => readonly Note[];
  /** Returns false, and writes nothing, if the organisation has its maximum of notes. */
  readonly add: (organisation: string, note: Note) => boolean;
  /** Returns false if the organisation has no note of this id. */
  readonly remove: (organisation: string, id: string) => boolean;
  readonly purge: (nowMs: number) => void;
};

const rowSchema = z.object({
  id: z.string(),
  day: z.string(),
  country: z.string().nullable(),
  body: z.string(),
  at_ms: z.int(),
});

export function createNoteStore({ sqlite, write, translateErrors }: Database): NoteStore {
  const selectAll = sqlite.prepare('SELECT * FROM note WHERE organisation = ? ORDER BY day, at_ms, id');
  const count = sqlite.prepare('SELECT count(*) AS n FROM note WHERE organisation = ?');
  const insert = sqlite.prepare(
    `INSERT INTO note (id, organisation, day, country, body, at_ms)
     VALUES (:id, :organisation, :day, :country, :body, :at)`,
  );
  const deleteOne = sqlite.prepare('DELETE FROM note WHERE organisation = ? AND id = ?');
  const deleteOld = sqlite.prepare('DELETE FROM note WHERE at_ms <= ?');
  return {
    list: (organisation) =>
      translateErrors(() => selectAll.all(organisation)).map((row) => {
        const { country, body: text, at_ms: atMs, ...rest } = rowSchema.parse(row);
        return { ...rest, country: country ?? undefined, text, atMs };
      }),
    add: (organisation, { id, day, country, text: body, atMs: at }) =>
      write(() => {
        if (Number(count.get(organisation)?.n) >= MAX_NOTES) return false;
        insert.run({ id, organisation, day, country: country ?? null, body, at });
        return true;
      }),
    remove: (organisation, id) => write(() => deleteOne.run(organisation, id).changes === 1),
    purge: (nowMs) => write(() => void deleteOld.run(nowMs - NOTES_KEPT_MS)),
  };
}
