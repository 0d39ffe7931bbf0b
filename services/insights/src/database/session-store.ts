import { z } from 'zod';
import { ROLES } from '../accounts/roles.ts';
import { type Session, type SessionLimits, type SessionSubject, sessionEndMs } from '../accounts/session.ts';
import { sha256 } from '../accounts/session-keys.ts';
import type { Database } from './open-database.ts';

/** Sessions by id. The file contains digests of ids only: its content opens no session. */
export type SessionStore = {
  /** Undefined if no session has this id, or the session is expired. A call counts as a use of the session. */
  readonly find: (id: string, nowMs: number) => Session | undefined;
  /** Like `find`, but not counted as a use: a page that repeats requests by itself must not prolong its session. */
  readonly peek: (id: string, nowMs: number) => Session | undefined;
  /** Begins a session. Ends the least recently used ones above the maximum per person and in total. */
  readonly begin: (id: string, person: Buffer, signedIn: SessionSubject, nowMs: number) => void;
  readonly end: (id: string) => void;
  /** Returns true for the first use of a text. Uses are stored until `untilMs`. */
  readonly isFirstUse: (text: string, nowMs: number, untilMs: number) => boolean;
  /** Deletes expired and invalid sessions: no reinstatement restores them. */
  readonly purge: (nowMs: number, isValid: (session: Session) => boolean) => void;
};

/** Shortest interval between two recorded uses, so that most finds write nothing. */
const USE_STEP_MS = 60_000;

const rowSchema = z.object({
  person: z.instanceof(Uint8Array),
  role: z.enum(ROLES),
  registry_id: z.string(),
  registry_version: z.int(),
  started_ms: z.int(),
  used_ms: z.int(),
});

/** @throws ZodError for a row that cannot be parsed: it must open no session */
function parseSessionRow(input: unknown): Session {
  const row = rowSchema.parse(input);
  return {
    person: Buffer.from(row.person).toString('hex'),
    assignment: { role: row.role, id: row.registry_id },
    registryVersion: row.registry_version,
    startedMs: row.started_ms,
    usedMs: row.used_ms,
  };
}

export function createSessionStore(
  { sqlite, write, translateErrors }: Database,
  limits: SessionLimits,
): SessionStore {
  const { maxAgeMs, idleMs, maxPerPerson, maxTotal } = limits;
  const selectById = sqlite.prepare('SELECT * FROM session WHERE id_sha256 = ?');
  const updateUsed = sqlite.prepare('UPDATE session SET used_ms = ? WHERE id_sha256 = ? AND used_ms < ?');
  const deleteById = sqlite.prepare('DELETE FROM session WHERE id_sha256 = ?');
  const deleteExpired = sqlite.prepare('DELETE FROM session WHERE started_ms <= ? OR used_ms <= ?');
  const selectAll = sqlite.prepare('SELECT * FROM session');
  const insert = sqlite.prepare(
    `INSERT INTO session (id_sha256, person, role, registry_id, registry_version, started_ms, used_ms)
     VALUES (:id_sha256, :person, :role, :registry_id, :registry_version, :at_ms, :at_ms)`,
  );
  const newest = 'ORDER BY used_ms DESC, number DESC LIMIT -1 OFFSET ?';
  const deleteSurplusOfPerson = sqlite.prepare(
    `DELETE FROM session WHERE number IN (SELECT number FROM session WHERE person = ? ${newest})`,
  );
  const deleteSurplus = sqlite.prepare(
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
      // Updates no row where another connection has ended the session meanwhile.
      write(() => updateUsed.run(nowMs, sha256(id), nowMs));
      return { ...session, usedMs: nowMs };
    },
    begin(id, person, { assignment, registryVersion }, nowMs) {
      write(() => {
        purgeExpired(nowMs);
        deleteSurplusOfPerson.run(person, maxPerPerson - 1);
        deleteSurplus.run(maxTotal - 1);
        insert.run({
          id_sha256: sha256(id),
          person,
          role: assignment.role,
          registry_id: assignment.id,
          registry_version: registryVersion,
          at_ms: nowMs,
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
        for (const row of selectAll.all())
          if (!isValid(parseSessionRow(row))) deleteById.run(row.id_sha256 ?? null);
      }),
  };
}
