import {
  type ApprovalDecision,
  type Approvals,
  evolveApprovals,
  NO_APPROVALS,
} from '@waylight/disclosure-control';
import type { Component } from '@waylight/service-kit';
import { parseApprovalRow, toApprovalRow } from './approval-rows.ts';
import { InsightsDatabaseError } from './database-error.ts';
import { type Database, openDatabase } from './open-database.ts';

export type ApprovalStore = Component & {
  /** How approvals stand by all that is recorded, by this process or another one on the same file. */
  readonly current: () => Approvals;
  /**
   * Decides upon what is recorded, and records what happens. One at a time, over all processes; durable when it returns.
   * Throws InsightsDatabaseError where it cannot be kept: then nothing has happened.
   */
  readonly record: (decide: (approvals: Approvals) => ApprovalDecision) => {
    readonly decision: ApprovalDecision;
    readonly approvals: Approvals;
  };
};

/** What members have said, in a file of SQLite; the state is held in memory and read on where another process has written. */
export function createApprovalStore(file: string): ApprovalStore {
  let opened: OpenStore | undefined;
  const use = (): OpenStore => {
    if (opened === undefined) throw new InsightsDatabaseError('unavailable', 'the database is not open');
    return opened;
  };
  return {
    name: 'database of insights',
    start: async () => {
      const open = openStore(openDatabase(file));
      open.current();
      opened = open;
      return {
        stop: async () => {
          opened = undefined;
          open.close();
        },
      };
    },
    current: () => use().current(),
    record: (decide) => use().record(decide),
  };
}

type OpenStore = Pick<ApprovalStore, 'current' | 'record'> & { readonly close: () => void };

function openStore(database: Database): OpenStore {
  const { sqlite, write, translateErrors } = database;
  const newer = sqlite.prepare('SELECT * FROM approval_event WHERE number > ? ORDER BY number');
  const add = sqlite.prepare(
    `INSERT INTO approval_event (at_ms, kind, organisation, release_id, other_organisation, code, asked)
     VALUES (:at_ms, :kind, :organisation, :release_id, :other_organisation, :code, :asked)`,
  );
  // Changes when another connection has written, and not by what this one writes.
  const dataVersion = sqlite.prepare('PRAGMA data_version');
  let seenVersion: unknown;
  let last = 0;
  let approvals = NO_APPROVALS;

  const readNewEvents = (): void => {
    for (const row of newer.all(last)) {
      approvals = evolveApprovals(approvals, parseApprovalRow(row));
      last = Number(row.number);
    }
  };
  const current = (): Approvals =>
    translateErrors(() => {
      const version = dataVersion.get()?.data_version;
      if (version !== seenVersion) readNewEvents();
      seenVersion = version;
      return approvals;
    });
  return {
    current,
    record: (decide) => {
      // Whatever becomes of this write, the file says what came of it.
      seenVersion = undefined;
      const decision = write(() => {
        // Under the lock: nobody else adds anything between what is decided upon and what is recorded.
        readNewEvents();
        const decision = decide(approvals);
        if (decision.kind === 'happened') add.run(toApprovalRow(decision.event));
        return decision;
      });
      return { decision, approvals: current() };
    },
    close: () => database.close(),
  };
}
