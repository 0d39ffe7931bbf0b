import { AUDIENCES } from '@waylight/contracts/audiences';
import { z } from 'zod';
import type { Database } from '../database/open-database.ts';
import { toWatchedCodes, type WatchedChange, watchedReasons } from './watch.ts';

/** A series that one person watches. */
export type Watch = {
  readonly id: string;
  /** The table of the plan, and a code for each of its dimensions. */
  readonly table: string;
  readonly codes: Readonly<Record<string, string>>;
  readonly createdMs: number;
};

/** The organisation through which a person reads, as in a session. */
export type Watcher = {
  /** Keyed digest of the account, in hex. */
  readonly person: string;
  readonly organisation: string;
  readonly registryVersion: number;
};

/** A change that a person has not marked as read. */
export type UnreadChange = Omit<WatchedChange, 'person'> & { readonly watch: Watch; readonly atMs: number };

/** Maximum for one person. */
export const MAX_WATCHES = 50;

export type WatchStore = {
  readonly list: (person: string) => readonly Watch[];
  /** Adds or replaces the watch of this id. Returns false, and saves nothing, if the person has the maximum of watches. */
  readonly save: (watcher: Watcher, watch: Watch) => boolean;
  /** Records a person who has watches or addresses, with the organisation through which they read now. */
  readonly enrol: (watcher: Watcher, nowMs: number) => void;
  /** Returns false if the person has no watch of this id. */
  readonly remove: (person: string, id: string) => boolean;
  /** Like `enrol`, if the person is recorded: most readers have no watch. */
  readonly touch: (watcher: Watcher, nowMs: number) => void;
  readonly watchers: () => readonly (Watcher & { readonly usedMs: number })[];
  readonly all: () => readonly (Watch & { readonly person: string })[];
  /** Ids of releases that were compared with all watches. */
  readonly evaluated: () => ReadonlySet<string>;
  /** Stores the changes of releases, once. Calls `onChange` in the same transaction for each person with a new change. */
  readonly recordEvaluation: (
    releaseIds: readonly string[],
    changes: readonly WatchedChange[],
    nowMs: number,
    onChange: (person: string, period: string) => void,
  ) => void;
  readonly unread: (person: string) => readonly UnreadChange[];
  /** Returns the number of changes that were unread. */
  readonly markRead: (
    person: string,
    ids: readonly { watchId: string; period: string }[],
    nowMs: number,
  ) => number;
  /** Deletes everything of a person. Runs within a transaction of the caller. */
  readonly forget: (person: string) => void;
  readonly purgeChanges: (beforeMs: number) => void;
};

const watchSchema = z.object({
  id: z.string(),
  table_id: z.string(),
  codes: z.string(),
  created_ms: z.int(),
});
const person = z.instanceof(Uint8Array).transform((digest) => Buffer.from(digest).toString('hex'));
const watcherSchema = z.object({
  person,
  organisation: z.string(),
  registry_version: z.int(),
  used_ms: z.int(),
});
const changeSchema = watchSchema.extend({
  period: z.string(),
  audience: z.enum(AUDIENCES),
  reasons: z.string(),
  at_ms: z.int(),
});

const toDigest = (person: string) => Buffer.from(person, 'hex');
const rowOf = ({ person, organisation, registryVersion: version }: Watcher) => ({
  ...{ person: toDigest(person), organisation, version },
});
const DAY_MS = 86_400_000;

export function createWatchStore({ sqlite, write, translateErrors }: Database): WatchStore {
  const columns = 'id, table_id, codes, created_ms';
  const selectOwn = sqlite.prepare(`SELECT ${columns} FROM watch WHERE person = ? ORDER BY created_ms, id`);
  const selectAll = sqlite.prepare(`SELECT ${columns}, person FROM watch`);
  const selectWatchers = sqlite.prepare('SELECT * FROM watcher');
  const countOthers = sqlite.prepare('SELECT count(*) AS n FROM watch WHERE person = ? AND id <> ?');
  const upsert = sqlite.prepare(
    `INSERT INTO watch (person, id, table_id, codes, created_ms) VALUES (:person, :id, :table, :codes, :at)
     ON CONFLICT (person, id) DO UPDATE SET table_id = :table, codes = :codes, created_ms = :at`,
  );
  const upsertWatcher = sqlite.prepare(
    `INSERT INTO watcher (person, organisation, registry_version, used_ms)
     VALUES (:person, :organisation, :version, :now)
     ON CONFLICT (person) DO UPDATE SET organisation = :organisation, registry_version = :version, used_ms = :now`,
  );
  const deleteOne = sqlite.prepare('DELETE FROM watch WHERE person = ? AND id = ?');
  const deleteOwn = sqlite.prepare('DELETE FROM watch WHERE person = ?');
  const deleteWatcher = sqlite.prepare('DELETE FROM watcher WHERE person = ?');
  const selectStale = sqlite.prepare(
    `SELECT 1 FROM watcher WHERE person = :person
     AND (used_ms < :before OR organisation <> :organisation OR registry_version < :version)`,
  );
  const selectEvaluated = sqlite.prepare('SELECT release_id FROM evaluated_release');
  const insertEvaluated = sqlite.prepare('INSERT OR IGNORE INTO evaluated_release (release_id) VALUES (?)');
  const insertChange = sqlite.prepare(
    `INSERT OR IGNORE INTO watched_change (person, watch_id, period, audience, reasons, at_ms)
     VALUES (:person, :watchId, :period, :audience, :reasons, :now)`,
  );
  const selectUnread = sqlite.prepare(
    `SELECT ${columns}, period, audience, reasons, at_ms
     FROM watched_change JOIN watch ON watch.person = watched_change.person AND watch.id = watch_id
     WHERE watched_change.person = ? AND read_ms IS NULL ORDER BY at_ms DESC, period DESC, id`,
  );
  const updateRead = sqlite.prepare(
    'UPDATE watched_change SET read_ms = ? WHERE person = ? AND watch_id = ? AND period = ? AND read_ms IS NULL',
  );
  const deleteChangesOfWatch = sqlite.prepare('DELETE FROM watched_change WHERE person = ? AND watch_id = ?');
  const deleteOwnChanges = sqlite.prepare('DELETE FROM watched_change WHERE person = ?');
  const deleteOldChanges = sqlite.prepare('DELETE FROM watched_change WHERE at_ms <= ?');
  return {
    list: (person) => translateErrors(() => selectOwn.all(toDigest(person))).map(parseWatch),
    save(watcher, { id, table, codes, createdMs: at }) {
      const digest = toDigest(watcher.person);
      return write(() => {
        if (Number(countOthers.get(digest, id)?.n) >= MAX_WATCHES) return false;
        // Changes of the series that this id named before are not changes of the new one.
        deleteChangesOfWatch.run(digest, id);
        upsert.run({ person: digest, id, table, codes: JSON.stringify(codes), at });
        upsertWatcher.run({ ...rowOf(watcher), now: at });
        return true;
      });
    },
    enrol: (watcher, now) => write(() => void upsertWatcher.run({ ...rowOf(watcher), now })),
    remove: (person, id) =>
      write(() => {
        deleteChangesOfWatch.run(toDigest(person), id);
        return deleteOne.run(toDigest(person), id).changes === 1;
      }),
    touch(watcher, now) {
      const row = rowOf(watcher);
      // Updated at most once a day, so that most calls write nothing.
      if (translateErrors(() => selectStale.get({ ...row, before: now - DAY_MS })) !== undefined)
        write(() => upsertWatcher.run({ ...row, now }));
    },
    watchers: () =>
      translateErrors(() => selectWatchers.all()).map((row) => {
        const { registry_version: registryVersion, used_ms: usedMs, ...rest } = watcherSchema.parse(row);
        return { ...rest, registryVersion, usedMs };
      }),
    all: () =>
      translateErrors(() => selectAll.all()).map((row) => ({
        ...parseWatch(row),
        person: person.parse(row.person),
      })),
    evaluated: () =>
      new Set(translateErrors(() => selectEvaluated.all()).map(({ release_id: id }) => String(id))),
    recordEvaluation: (releaseIds, changes, now, onChange) =>
      write(() => {
        for (const id of releaseIds) insertEvaluated.run(id);
        for (const { person, watchId, period, audience, reasons } of changes) {
          const row = { person: toDigest(person), watchId, period, audience, now };
          if (insertChange.run({ ...row, reasons: JSON.stringify(reasons) }).changes === 1)
            onChange(person, period);
        }
      }),
    unread: (person) =>
      translateErrors(() => selectUnread.all(toDigest(person))).map((row) => {
        const { period, audience, reasons, at_ms: atMs } = changeSchema.parse(row);
        const watch = parseWatch(row);
        return {
          ...{ watch, watchId: watch.id, period, audience, atMs },
          reasons: watchedReasons.parse(JSON.parse(reasons)),
        };
      }),
    markRead: (person, ids, nowMs) =>
      write(() =>
        ids.reduce(
          (sum, { watchId, period }) =>
            sum + updateRead.run(nowMs, toDigest(person), watchId, period).changes,
          0,
        ),
      ),
    forget(person) {
      deleteOwn.run(toDigest(person));
      deleteOwnChanges.run(toDigest(person));
      deleteWatcher.run(toDigest(person));
    },
    purgeChanges: (beforeMs) => write(() => void deleteOldChanges.run(beforeMs)),
  };
}

function parseWatch(row: unknown): Watch {
  const { id, table_id: table, codes, created_ms: createdMs } = watchSchema.parse(row);
  return { id, table, codes: toWatchedCodes(JSON.parse(codes)), createdMs };
}
