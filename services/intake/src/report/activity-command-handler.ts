import type { AuditStore } from '@waylight/audit';
import { type Activity, ActivityEvent } from '@waylight/contracts/activity';
import { AuditKind } from '@waylight/contracts/audit';
import { type ActivityReceipt, type Note, Outcome, ReceiptState } from '@waylight/contracts/intake';
import { CODE_BOOK_VERSION } from '@waylight/taxonomy';
import type { Database } from '../ledger/database.ts';
import type { Sequences } from '../ledger/sequences.ts';
import { ACTIVITY, type Command, decide } from './decide.ts';
import { decideExpired } from './decide-expired.ts';
import type { LedgerFacts } from './report-command.ts';
import type { CommandResult } from './report-command-handler.ts';

export type ActivityCommand = {
  readonly organisation: number;
  readonly activityId: string;
  readonly reference: () => Uint8Array;
  readonly command: Exclude<Command, { kind: 'retract' }>;
  readonly activity: Activity;
  /** Notes on the fields of this call, for its receipt. */
  readonly notes: readonly Note[];
  readonly validateOnly: boolean;
};

type ActivityRow = {
  row: number;
  reference: Uint8Array;
  first_received_day: number;
  revision: number;
  digest: string;
  state: ReceiptState;
  expired: number;
};

/** Executes commands within the transaction of their group. Activity reports are always published. */
export function createActivityCommandHandler(
  db: Database,
  sequences: Sequences,
  audit: Pick<AuditStore, 'append'>,
  { node, today }: LedgerFacts,
): (command: ActivityCommand) => CommandResult<ActivityReceipt> {
  const find = db.prepare(
    `SELECT row, reference, first_received_day, revision, digest, state, expired
       FROM activity WHERE organisation = ? AND activity_id = ?`,
  );
  const insert = db.prepare(
    `INSERT INTO activity (organisation, activity_id, reference, first_received_day, revision, digest, event, state, queued)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = db.prepare(
    `UPDATE activity SET revision = ?, digest = ?, event = ?, state = ?, queued = ?, logged_at = NULL, republished_at = NULL
      WHERE row = ?`,
  );

  return ({ organisation, activityId, reference, command, activity, notes, validateOnly }) => {
    const row = find.get(organisation, activityId) as ActivityRow | undefined;
    const isExpired = row?.expired === 1;
    const current = row && { revision: row.revision, digest: row.digest, retracted: isExpired };
    const decision =
      current !== undefined && isExpired
        ? decideExpired(current, command, ACTIVITY)
        : decide(current, command, ACTIVITY);
    if (decision.kind === 'refuse')
      return { kind: 'refused', code: decision.code, message: decision.message };
    const receipt = (revision: number, state: ReceiptState): ActivityReceipt => ({
      activityId,
      revision,
      state,
      notes: [...notes],
    });
    if (decision.kind === 'unchanged') {
      const { revision, state } = row ?? { revision: 0, state: ReceiptState.UNSPECIFIED };
      return { kind: 'done', outcome: Outcome.UNCHANGED, receipt: receipt(revision, state) };
    }
    const { revision } = decision;
    if (validateOnly) {
      const preview = receipt(revision, ReceiptState.UNSPECIFIED);
      return { kind: 'done', outcome: Outcome.WOULD_ACCEPT, receipt: preview };
    }
    const ref = row?.reference ?? reference();
    const day = row?.first_received_day ?? today();
    const event = ActivityEvent.encode({
      activityReference: Buffer.from(ref),
      revision,
      node,
      firstReceivedDay: day,
      codeBookVersion: CODE_BOOK_VERSION,
      organisation,
      change: { $case: 'activity', value: activity },
      // The outbox adds the start in which the event is sent.
      start: 0n,
    }).finish();
    const state = ReceiptState.ACCEPTED;
    const queued = sequences.nextQueued();
    if (row === undefined)
      insert.run(organisation, activityId, ref, day, revision, command.digest, event, state, queued);
    else update.run(revision, command.digest, event, state, queued, row.row);
    audit.append({
      kind: command.kind === 'submit' ? AuditKind.ACTIVITY_SUBMITTED : AuditKind.ACTIVITY_REVISED,
      actor: { kind: 'organisation', number: organisation },
      reference: ref,
    });
    return { kind: 'done', outcome: Outcome.ACCEPTED, receipt: receipt(revision, state) };
  };
}
