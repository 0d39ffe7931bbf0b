import type { Component } from '@waylight/service-kit';
import { type Session, type SessionLimits, type SessionSubject, sessionEndMs } from '../accounts/session.ts';
import { sha256 } from '../accounts/session-keys.ts';
import { InsightsDatabaseError } from './database-error.ts';
import { type Database, openDatabase } from './open-database.ts';
import { parseSessionRow } from './session-rows.ts';

/** Sessions, by ids of which the file holds digests alone: who reads the file can be nobody. */
export type SessionStore = Component & {
  /** Undefined where there is none of this id, or it is over. Being found is a use. */
  readonly find: (id: string, nowMs: number) => Session | undefined;
  /** The same, and no use: for what a page does by itself, which must not keep a session alive that nobody uses. */
  readonly peek: (id: string, nowMs: number) => Session | undefined;
  /** Makes one, and ends those of the person and in all that are too many: the ones that were used longest ago. */
  readonly begin: (id: string, person: Buffer, signedIn: SessionSubject, nowMs: number) => void;
  readonly end: (id: string) => void;
  /** True the first time for a text; until `untilMs` it is remembered. */
  readonly isFirstUse: (text: string, nowMs: number, untilMs: number) => boolean;
  /** Takes away what is over, and whatever does not stand any more: no reinstatement brings it back. */
  readonly purge: (nowMs: number, isValid: (session: Session) => boolean) => void;
};

/** A use is written down when the last one is so long ago: most reads of a session write nothing. */
const USE_STEP_MS = 60_000;

/** A connection of its own to the file of insights: what is written here has nothing to do with approvals. */
export function createSessionStore(file: string, limits: SessionLimits): SessionStore {
  let opened: OpenStore | undefined;
  const use = (): OpenStore => {
    if (opened === undefined) throw new InsightsDatabaseError('unavailable', 'the database is not open');
    return opened;
  };
  return {
    name: 'sessions of insights',
    start: async () => {
      const open = openStore(openDatabase(file), limits);
      opened = open;
      return {
        stop: async () => {
          opened = undefined;
          open.close();
        },
      };
    },
    find: (id, nowMs) => use().find(id, nowMs),
    peek: (id, nowMs) => use().peek(id, nowMs),
    begin: (id, person, signedIn, nowMs) => use().begin(id, person, signedIn, nowMs),
    end: (id) => use().end(id),
    isFirstUse: (text, nowMs, untilMs) => use().isFirstUse(text, nowMs, untilMs),
    purge: (nowMs, isValid) => use().purge(nowMs, isValid),
  };
}

type OpenStore = Omit<SessionStore, keyof Component> & { readonly close: () => void };

function openStore({ sqlite, write, translateErrors, close }: Database, limits: SessionLimits): OpenStore {
  const { maxAgeMs, idleMs, maxPerPerson, maxTotal } = limits;
  const selectById = sqlite.prepare('SELECT * FROM session WHERE id_sha256 = ?');
  const updateUsed = sqlite.prepare('UPDATE session SET used_ms = ? WHERE id_sha256 = ? AND used_ms < ?');
  const deleteById = sqlite.prepare('DELETE FROM session WHERE id_sha256 = ?');
  const deleteExpired = sqlite.prepare('DELETE FROM session WHERE started_ms <= ? OR used_ms <= ?');
  const all = sqlite.prepare('SELECT * FROM session');
  const add = sqlite.prepare(
    `INSERT INTO session (id_sha256, person, role, registry_id, registry_version, started_ms, used_ms)
     VALUES (:id_sha256, :person, :role, :registry_id, :registry_version, :at_ms, :at_ms)`,
  );
  const newest = 'ORDER BY used_ms DESC, number DESC LIMIT -1 OFFSET ?';
  const tooManyOfPerson = sqlite.prepare(
    `DELETE FROM session WHERE number IN (SELECT number FROM session WHERE person = ? ${newest})`,
  );
  const tooManyInAll = sqlite.prepare(
    `DELETE FROM session WHERE number IN (SELECT number FROM session ${newest})`,
  );
  const insertSpentState = sqlite.prepare(
    'INSERT OR IGNORE INTO spent_state (state_sha256, until_ms) VALUES (?, ?)',
  );
  const deleteSpentStates = sqlite.prepare('DELETE FROM spent_state WHERE until_ms <= ?');
  const stepMs = Math.min(USE_STEP_MS, idleMs / 10);

  const purgeExpired = (nowMs: number): void => {
    deleteExpired.run(nowMs - maxAgeMs, nowMs - idleMs);
    deleteSpentStates.run(nowMs);
  };
  const peek = (id: string, nowMs: number): Session | undefined => {
    const row = translateErrors(() => selectById.get(sha256(id)));
    const session = row === undefined ? undefined : parseSessionRow(row);
    return session === undefined || nowMs >= sessionEndMs(session, limits) ? undefined : session;
  };
  return {
    peek,
    find(id, nowMs) {
      const session = peek(id, nowMs);
      if (session === undefined || nowMs - session.usedMs < stepMs) return session;
      // Not where it has ended meanwhile, through another connection.
      write(() => updateUsed.run(nowMs, sha256(id), nowMs));
      return { ...session, usedMs: nowMs };
    },
    begin(id, person, { assignment, registryVersion }, nowMs) {
      write(() => {
        purgeExpired(nowMs);
        tooManyOfPerson.run(person, maxPerPerson - 1);
        tooManyInAll.run(maxTotal - 1);
        add.run({
          ...{ id_sha256: sha256(id), person, role: assignment.role, registry_id: assignment.id },
          ...{ registry_version: registryVersion, at_ms: nowMs },
        });
      });
    },
    end: (id) => write(() => void deleteById.run(sha256(id))),
    isFirstUse: (text, nowMs, untilMs) =>
      write(() => {
        deleteSpentStates.run(nowMs);
        return insertSpentState.run(sha256(text), untilMs).changes === 1;
      }),
    purge: (nowMs, isValid) =>
      write(() => {
        purgeExpired(nowMs);
        for (const row of all.all())
          if (!isValid(parseSessionRow(row))) deleteById.run(row.id_sha256 ?? null);
      }),
    close,
  };
}
