import { SAVED_VIEWS_KEPT_MS } from '@waylight/contracts';
import type { Component } from '@waylight/service-kit';
import { z } from 'zod';
import type { Database } from './open-database.ts';
import { openedRecord } from './opened.ts';

/** A view of the dashboard that somebody saved for himself. */
export type SavedView = {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly savedMs: number;
};

export const MOST_VIEWS = 100;

export type ViewRecord = Component & {
  /** By the person's digest, in hex. To look is a use. */
  readonly list: (person: string, nowMs: number) => readonly SavedView[];
  /** Saves one, also over what has its id. False where there are too many: then nothing was saved. */
  readonly save: (person: string, view: SavedView) => boolean;
  /** False where there was none. */
  readonly remove: (person: string, id: string) => boolean;
  readonly sweep: (nowMs: number) => void;
};

const rowSchema = z.object({ id: z.string(), name: z.string(), path: z.string(), saved_ms: z.int() });
const DAY_MS = 86_400_000;

export function createViewRecord(file: string): ViewRecord {
  const record = openedRecord('saved views of insights', file, openRecord);
  return {
    ...record,
    list: (person, nowMs) => record.use().list(person, nowMs),
    save: (person, view) => record.use().save(person, view),
    remove: (person, id) => record.use().remove(person, id),
    sweep: (nowMs) => record.use().sweep(nowMs),
  };
}

function openRecord({ sqlite, write, guarded }: Database): Omit<ViewRecord, keyof Component> {
  const of = sqlite.prepare('SELECT id, name, path, saved_ms FROM saved_view WHERE person = ? ORDER BY id');
  const used = sqlite.prepare('UPDATE saved_view SET used_ms = ? WHERE person = ? AND used_ms < ?');
  const unused = sqlite.prepare('SELECT 1 FROM saved_view WHERE person = ? AND used_ms < ? LIMIT 1');
  const others = sqlite.prepare('SELECT count(*) AS n FROM saved_view WHERE person = ? AND id <> ?');
  const put = sqlite.prepare(
    `INSERT INTO saved_view (person, id, name, path, saved_ms, used_ms)
     VALUES (:person, :id, :name, :path, :at, :at)
     ON CONFLICT (person, id) DO UPDATE SET name = :name, path = :path, saved_ms = :at, used_ms = :at`,
  );
  const gone = sqlite.prepare('DELETE FROM saved_view WHERE person = ? AND id = ?');
  const old = sqlite.prepare('DELETE FROM saved_view WHERE used_ms <= ?');
  return {
    list(person, nowMs) {
      const digest = Buffer.from(person, 'hex');
      const rows = guarded(() => of.all(digest)).map((row) => rowSchema.parse(row));
      // By the day, so that most looks write nothing.
      if (guarded(() => unused.get(digest, nowMs - DAY_MS)) !== undefined)
        write(() => used.run(nowMs, digest, nowMs));
      return rows.map(({ id, name, path, saved_ms: savedMs }) => ({ id, name, path, savedMs }));
    },
    save(person, { id, name, path, savedMs }) {
      const digest = Buffer.from(person, 'hex');
      return write(() => {
        if (Number(others.get(digest, id)?.n) >= MOST_VIEWS) return false;
        put.run({ person: digest, id, name, path, at: savedMs });
        return true;
      });
    },
    remove: (person, id) => write(() => gone.run(Buffer.from(person, 'hex'), id).changes === 1),
    sweep: (nowMs) => write(() => void old.run(nowMs - SAVED_VIEWS_KEPT_MS)),
  };
}
