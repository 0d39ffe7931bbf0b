import { SAVED_VIEWS_KEPT_MS } from '@waylight/contracts';
import { z } from 'zod';
import type { Database } from './open-database.ts';

/** A view of the dashboard that one person saved. */
export type SavedView = {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly savedMs: number;
};

/** Maximum for one person. */
export const MAX_VIEWS = 100;

export type SavedViewStore = {
  /** Views of a person, by the person's digest in hex. Listing views counts as a use. */
  readonly list: (person: string, nowMs: number) => readonly SavedView[];
  /** Adds or replaces the view of this id. Returns false, and saves nothing, if the person has the maximum of views. */
  readonly save: (person: string, view: SavedView) => boolean;
  /** Returns false if the person has no view of this id. */
  readonly remove: (person: string, id: string) => boolean;
  readonly purge: (nowMs: number) => void;
};

const rowSchema = z.object({ id: z.string(), name: z.string(), path: z.string(), saved_ms: z.int() });
const DAY_MS = 86_400_000;

export function createSavedViewStore({ sqlite, write, translateErrors }: Database): SavedViewStore {
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
      // Updated at most once a day, so that most calls of `list` write nothing.
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
