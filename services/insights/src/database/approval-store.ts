import {
  type ApprovalDecision,
  type Approvals,
  evolveApprovals,
  NO_APPROVALS,
} from '@waylight/disclosure-control';
import { parseApprovalRow, toApprovalRow } from './approval-rows.ts';
import type { Database } from './open-database.ts';

export type ApprovalStore = {
  /** State of all recorded approvals, whether this process or another one on the same file recorded them. */
  readonly current: () => Approvals;
  /**
   * Decides on the current state and records the event. Calls are serialised over all processes, and durable on return.
   * @throws InsightsDatabaseError if the event cannot be stored; nothing has changed then
   */
  readonly record: (decide: (approvals: Approvals) => ApprovalDecision) => {
    readonly decision: ApprovalDecision;
    readonly approvals: Approvals;
  };
};

/**
 * Decisions of members on releases. The state is cached, and updated after another process has written.
 * @throws ZodError for a row that cannot be parsed
 */
export function createApprovalStore({ sqlite, write, translateErrors }: Database): ApprovalStore {
  const newer = sqlite.prepare('SELECT * FROM approval_event WHERE number > ? ORDER BY number');
  const add = sqlite.prepare(
    `INSERT INTO approval_event (at_ms, kind, organisation, release_id, other_organisation, code, asked)
     VALUES (:at_ms, :kind, :organisation, :release_id, :other_organisation, :code, :asked)`,
  );
  // `data_version` changes only with writes of other connections.
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
  const record: ApprovalStore['record'] = (decide) => {
    // Forces the next call to read the table again, whether this write succeeds or fails.
    seenVersion = undefined;
    const decision = write(() => {
      // Decided within the transaction, so that no other event is stored between the decision and its event.
      readNewEvents();
      const decision = decide(approvals);
      if (decision.kind === 'happened') add.run(toApprovalRow(decision.event));
      return decision;
    });
    return { decision, approvals: current() };
  };
  current();
  return { current, record };
}
