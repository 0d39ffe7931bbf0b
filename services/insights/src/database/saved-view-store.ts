import { SAVED_VIEWS_KEPT_MS } from '@waylight/contracts';
import type { Component } from '@waylight/service-kit';
import { z } from 'zod';
import { createDatabaseComponent } from './database-component.ts';
import type { Database } from './open-database.ts';

/** A view of the dashboard that somebody saved for himself. */
export type SavedView = {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly savedMs: number;
};

export const MAX_VIEWS = 100;

export type SavedViewStore = Component & {
  /** By the person's digest, in hex. To look is a use. */
  readonly list: (person: string, nowMs: number) => readonly SavedView[];
  /** Saves one, also over what has its id. False where there are too many: then nothing was saved. */
  readonly save: (person: string, view: SavedView) => boolean;
  /** False where there was none. */
  readonly remove: (person: string, id: string) => boolean;
  readonly purge: (nowMs: number) => void;
};

const rowSchema = z.object({ id: z.string(), name: z.string(), path: z.string(), saved_ms: z.int() });
const DAY_MS = 86_400_000;

export function createSavedViewStore(file: string): SavedViewStore {
  const record = createDatabaseComponent('saved views of insights', file, openStore);
  return {
    ...record,
    list: (person, nowMs) => record.use().list(person, nowMs),
    save: (person, view) => record.use().save(person, view),
    remove: (person, id) => record.use().remove(person, id),
    purge: (nowMs) => record.use().purge(nowMs),
  };
}

function openStore({ sqlite, write, translateErrors }: Database): Omit<SavedViewStore, keyof Component> {
  const selectAll = sqlite.prepare(
    'SELECT id, name, path, saved_ms FROM saved_view WHERE person = ? ORDER BY id',
  );
  const updateUsed = sqlite.prepare('UPDATE saved_view SET used_ms = ? WHERE person = ? AND used_ms < ?');
  const selectUnused = sqlite.prepare('SELECT 1 FROM saved_view WHERE person = ? AND used_ms < ? LIMIT 1');
  const countOthers = sqlite.prepare('SELECT count(*) AS n FROM saved_view WHERE person = ? AND id <> ?');
  const upsert = sqlite.prepare(
    `INSERT INTO saved_view (person, id, name, path, saved_ms, used_ms)
     VALUES (:person, :id, :name, :path, :at, :at)
     ON CONFLICT (person, id) DO UPDATE SET name = :name, path = :path, saved_ms = :at, used_ms = :at`,
  );
  const deleteOne = sqlite.prepare('DELETE FROM saved_view WHERE person = ? AND id = ?');
  const deleteOld = sqlite.prepare('DELETE FROM saved_view WHERE used_ms <= ?');
  return {
    list(person, nowMs) {
      const digest = Buffer.from(person, 'hex');
      const rows = translateErrors(() => selectAll.all(digest)).map((row) => rowSchema.parse(row));
      // By the day, so that most looks write nothing.
      if (translateErrors(() => selectUnused.get(digest, nowMs - DAY_MS)) !== undefined)
        write(() => updateUsed.run(nowMs, digest, nowMs));
      return rows.map(({ id, name, path, saved_ms: savedMs }) => ({ id, name, path, savedMs }));
    },
    save(person, { id, name, path, savedMs }) {
      const digest = Buffer.from(person, 'hex');
      return write(() => {
        if (Number(countOthers.get(digest, id)?.n) >= MAX_VIEWS) return false;
        upsert.run({ person: digest, id, name, path, at: savedMs });
        return true;
      });
    },
    remove: (person, id) => write(() => deleteOne.run(Buffer.from(person, 'hex'), id).changes === 1),
    purge: (nowMs) => write(() => void deleteOld.run(nowMs - SAVED_VIEWS_KEPT_MS)),
  };
}
