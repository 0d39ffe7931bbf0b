import { Outcome, type Receipt, ReceiptState } from '@waylight/contracts/intake';
import { CODE_BOOK_VERSION } from '@waylight/taxonomy';
import type { Database } from './database.ts';
import { type Decision, decide, REPORT, type RefusalCode } from './decide.ts';
import { nextRow } from './next-row.ts';
import { valueOnLog } from './outbox-rows.ts';
import type { LedgerFacts, PreparedReport, ReportCommand } from './report-command.ts';
import { createRowWriter, PUBLISH, type ReportRow, receiptOf, rowOf, SELECT_REPORT } from './report-row.ts';
import type { Sequences } from './sequences.ts';

export type CommandResult<R> =
  | { readonly kind: 'done'; readonly outcome: Outcome; readonly receipt: R }
  | { readonly kind: 'refused'; readonly code: RefusalCode; readonly message: string };

/** What sending a report would do, and what the log would have of it: undefined is nothing. */
export type Previewed = {
  readonly outcome: Outcome;
  readonly receipt: Receipt;
  readonly value: Uint8Array | undefined;
};

export type PreviewCommand = Pick<ReportCommand, 'organisation' | 'reportId' | 'reference'> & {
  readonly digest: string;
  readonly prepared: PreparedReport;
};

export type ReportCommands = {
  /** Carries out one command inside the transaction of its group. */
  run(command: ReportCommand): CommandResult<Receipt>;
  /** As if the report were sent, or sent as a revision of what is current. Writes nothing. */
  preview(command: PreviewCommand): Previewed;
};

export function createReportCommands(db: Database, sequences: Sequences, facts: LedgerFacts): ReportCommands {
  const find = db.prepare(`${SELECT_REPORT} WHERE organisation = ? AND report_id = ?`);
  const write = createRowWriter(db);
  const currentOf = ({ organisation, reportId }: Pick<ReportCommand, 'organisation' | 'reportId'>) =>
    rowOf(find.get(organisation, reportId));

  const onLog = (row: ReportRow): Uint8Array | undefined =>
    row.publish === PUBLISH.nothing ? undefined : valueOnLog(row, facts.node);

  return {
    run(command) {
      const row = currentOf(command);
      const decision = decided(row, command);
      if (decision.kind === 'refuse')
        return { kind: 'refused', code: decision.code, message: decision.message };
      if (decision.kind === 'unchanged')
        return { kind: 'done', outcome: Outcome.UNCHANGED, receipt: receiptOf(there(row)) };
      if (command.validateOnly)
        return { kind: 'done', outcome: Outcome.WOULD_ACCEPT, receipt: wouldBe(command, decision.revision) };
      const next = nextRow(row, command, decision, facts);
      next.queued = next.publish === PUBLISH.nothing ? null : sequences.nextQueued();
      next.changed = sequences.nextChange(command.organisation);
      write(next);
      return { kind: 'done', outcome: Outcome.ACCEPTED, receipt: receiptOf(next) };
    },
    preview({ digest, ...rest }) {
      const row = currentOf(rest);
      const command: ReportCommand = {
        ...rest,
        command:
          row === undefined ? { kind: 'submit', digest } : { kind: 'revise', digest, base: row.revision },
        validateOnly: true,
      };
      const decision = decided(row, command);
      switch (decision.kind) {
        case 'unchanged': {
          const current = there(row);
          return {
            outcome: Outcome.UNCHANGED,
            receipt: receiptOf(current),
            value: onLog(current),
          };
        }
        case 'accept':
          return {
            outcome: Outcome.WOULD_ACCEPT,
            receipt: wouldBe(command, decision.revision),
            value: onLog(nextRow(row, command, decision, facts)),
          };
        case 'refuse':
          throw new Error('What is new, or a revision of what is current, is never refused');
        default:
          return decision satisfies never;
      }
    },
  };
}

function decided(row: ReportRow | undefined, { command }: ReportCommand): Decision {
  return decide(
    row && { revision: row.revision, retracted: row.retracted === 1, digest: row.digest },
    command,
    REPORT,
  );
}

function there(row: ReportRow | undefined): ReportRow {
  if (row === undefined) throw new Error('Nothing can only be unchanged where there is something');
  return row;
}

function wouldBe({ reportId, prepared }: ReportCommand, revision: number): Receipt {
  return {
    reportId,
    revision,
    state: ReceiptState.UNSPECIFIED,
    steps: [],
    releases: [],
    codeBookVersion: CODE_BOOK_VERSION,
    notes: [...(prepared?.notes ?? [])],
    importId: prepared?.importId ?? '',
  };
}
