import { NOTES_KEPT_MS } from '@waylight/contracts';
import type { Component } from '@waylight/service-kit';
import { z } from 'zod';
import { createDatabaseComponent } from './database-component.ts';
import type { Database } from './open-database.ts';

/** A note on a date, for the readers of one organisation. Which of them wrote it is not known. */
export type Note = {
  readonly id: string;
  /** As 2025-03-14. */
  readonly day: string;
  /** Undefined where it is of the region. */
  readonly country: string | undefined;
  readonly text: string;
  readonly atMs: number;
};

/** Of one organisation. */
export const MAX_NOTES = 1_000;

export type NoteStore = Component & {
  /** Of an organisation by its id in the registry, by day. */
  readonly list: (organisation: string) => readonly Note[];
  /** False where there are too many: then nothing was written. */
  readonly add: (organisation: string, note: Note) => boolean;
  /** False where the organisation has none of this id. */
  readonly remove: (organisation: string, id: string) => boolean;
  readonly purge: (nowMs: number) => void;
};

const rowSchema = z.object({
  ...{ id: z.string(), day: z.string(), country: z.string().nullable() },
  ...{ body: z.string(), at_ms: z.int() },
});

export function createNoteStore(file: string): NoteStore {
  const record = createDatabaseComponent('notes of insights', file, openStore);
  return {
    ...record,
    list: (organisation) => record.use().list(organisation),
    add: (organisation, note) => record.use().add(organisation, note),
    remove: (organisation, id) => record.use().remove(organisation, id),
    purge: (nowMs) => record.use().purge(nowMs),
  };
}

function openStore({ sqlite, write, translateErrors }: Database): Omit<NoteStore, keyof Component> {
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
