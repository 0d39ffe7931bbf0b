import { ActivityEvent } from '@waylight/contracts/activity';
import type { Country } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import { type DeliveryRows, deliveryRowsOf, SELECT_DELIVERY } from '../delivery/delivery-rows.ts';
import type { Database } from '../ledger/database.ts';
import { IS_NOT_MISSING } from '../ledger/schema.ts';
import type { Sequences } from '../ledger/sequences.ts';
import type { Ledger } from '../ledger.ts';
import { advanceDelivery } from '../progress/advance-delivery.ts';
import type { Progress } from '../progress/progress.ts';
import { type PublishedRow, toReportValue } from '../report/encode-report-event.ts';
import { PUBLISH, type ReportRow } from '../report/report-row.ts';
import { createErasureRows } from '../retention/erasure-rows.ts';

/** A revision to append to the log. In one start of the ledger, the same revision always has the same bytes. */
export type OutboxRecord = {
  readonly kind: 'report' | 'activity';
  readonly row: number;
  readonly revision: number;
  readonly queued: number;
  readonly organisation: number;
  readonly key: Uint8Array;
  /** Null is a tombstone. */
  readonly value: Uint8Array | null;
};

/** The columns that the outbox reads. */
type QueuedRow = PublishedRow & Pick<ReportRow, 'row'> & { readonly queued: number };

export type RecordPosition = { readonly partition: number; readonly offset: number };

export type OutboxRows = {
  /** Returns the next revisions in the order of the queue. */
  next(limit: number): OutboxRecord[];
  /**
   * Marks revisions as logged, and advances their state by the region's progress. Returns the organisations
   * whose receipts changed.
   */
  markLogged(
    sent: readonly (OutboxRecord & RecordPosition)[],
    progress: Progress | undefined,
    nowMs: number,
  ): Set<number>;
  depth(): number;
  /** Place of the first record in the queue; undefined if the outbox is empty. A record that is queued again gets a new place. */
  firstPlace(): number | undefined;
  /**
   * Queues all shared records again, for a log that has lost them. Returns their number. If `isNewTopic`, the
   * reports topic was recreated, so it does not contain the missing reports either.
   */
  requeueAll(isNewTopic: boolean): number;
};

export function createOutboxRows({ db, sequences, deliveries, facts, start }: Ledger): OutboxRows {
  const reports = createReportOutbox(db, deliveries, facts.node);
  const activities = createActivityOutbox(db, sequences, BigInt(start.number));
  const depths = db.prepare(
    `SELECT (SELECT count(*) FROM delivery WHERE queued IS NOT NULL)
          + (SELECT count(*) FROM activity WHERE queued IS NOT NULL) AS depth`,
  );
  const firstPlace = db.prepare(
    `SELECT min(place) AS place FROM (SELECT min(queued) AS place FROM delivery WHERE queued IS NOT NULL
                                      UNION ALL SELECT min(queued) FROM activity WHERE queued IS NOT NULL)`,
  );
  return {
    next(limit) {
      const first = reports.next(limit);
      return [...first, ...activities.next(limit - first.length)];
    },
    markLogged: (sent, progress, nowMs) =>
      db.transaction(() => {
        const organisations = new Set<number>();
        for (const one of sent)
          if (one.kind === 'activity') activities.markLogged(one, nowMs);
          else if (reports.markLogged(one, progress, nowMs)) organisations.add(one.organisation);
        return organisations;
      }),
    depth: () => Number(depths.get()?.depth ?? 0),
    firstPlace: () => {
      const place = firstPlace.get()?.place ?? null;
      return place === null ? undefined : Number(place);
    },
    requeueAll: (isNewTopic) =>
      db.transaction(() => reports.requeueAll(isNewTopic) + activities.requeueAll()),
  };
}

function createReportOutbox(db: Database, deliveries: DeliveryRows, node: Country) {
  const queued = db.prepare(
    `SELECT row, revision, queued, organisation, reference, event, publish, first_received_day, code_book_version, layer
       FROM delivery CROSS JOIN report USING (row) WHERE queued IS NOT NULL ORDER BY queued LIMIT ?`,
  );
  const byRow = db.prepare(`${SELECT_DELIVERY} WHERE row = ?`);
  // The state of a resent report never goes back, although the report may have advanced before. A record that the
  // log still has keeps its first position: releases that were counted after it contain the report.
  const mark = db.prepare(
    `UPDATE delivery SET queued = NULL, log_partition = ?, log_offset = coalesce(log_offset, ?),
            state = max(state, ${ReceiptState.LOGGED}), logged_at = coalesce(logged_at, ?)
      WHERE row = ? AND queued = ?`,
  );
  const markErased = db.prepare(
    'UPDATE delivery SET queued = NULL, log_partition = NULL, log_offset = NULL WHERE row = ? AND queued = ?',
  );
  const markUnpublished = db.prepare(`UPDATE report SET publish = ${PUBLISH.nothing} WHERE row = ?`);
  const erasures = createErasureRows(db);
  const deletePlaceholders = db.prepare(
    'DELETE FROM report WHERE retracted = 0 AND row IN (SELECT row FROM missing_report)',
  );
  const shared = db.prepare(
    `SELECT row FROM report WHERE publish <> ${PUBLISH.nothing} AND (retracted = 1 OR ${IS_NOT_MISSING}) ORDER BY row`,
  );

  /**
   * Advances the state at once, because the region's progress may arrive before this node marks a record as
   * logged.
   */
  const advance = (row: number, progress: Progress, nowMs: number): void => {
    for (const logged of deliveryRowsOf(byRow.all(row))) {
      const next = advanceDelivery(logged, progress, nowMs);
      if (next !== undefined) deliveries.write(next);
    }
  };

  return {
    next: (limit: number): OutboxRecord[] =>
      (queued.all(limit) as QueuedRow[]).map((row) => toOutboxRecord(row, node)),
    /** Returns false if no receipt changed. A row that was revised while it was being sent stays queued. */
    markLogged(
      record: OutboxRecord & RecordPosition,
      progress: Progress | undefined,
      nowMs: number,
    ): boolean {
      const { row, queued: place, partition, offset } = record;
      if (record.value === null) {
        if (markErased.run(row, place).changes > 0) markUnpublished.run(row);
        return false;
      }
      if (mark.run(partition, offset, nowMs, row, place).changes === 0) return false;
      deliveries.markChanged(row, record.organisation);
      erasures.markLogged(row, nowMs);
      if (progress !== undefined && hasProgressPassed(record, progress)) advance(row, progress, nowMs);
      return true;
    },
    requeueAll(isNewTopic: boolean): number {
      if (isNewTopic) deletePlaceholders.run();
      const rows = shared.all();
      for (const { row } of rows) deliveries.queueLost(Number(row));
      return rows.length;
    },
  };
}

function createActivityOutbox(db: Database, sequences: Sequences, start: bigint) {
  const queued = db.prepare(
    'SELECT row, revision, queued, organisation, reference, event FROM activity WHERE queued IS NOT NULL ORDER BY queued LIMIT ?',
  );
  const mark = db.prepare(
    `UPDATE activity SET state = ?, queued = NULL, republished_at = CASE WHEN logged_at IS NULL THEN NULL ELSE ? END,
            logged_at = coalesce(logged_at, ?)
      WHERE row = ? AND queued = ?`,
  );
  const all = db.prepare('SELECT row FROM activity WHERE length(event) > 0 ORDER BY row');
  const queue = db.prepare('UPDATE activity SET queued = ? WHERE row = ?');
  return {
    next: (limit: number): OutboxRecord[] =>
      queued.all(limit).map((row) => ({
        kind: 'activity',
        row: Number(row.row),
        revision: Number(row.revision),
        queued: Number(row.queued),
        organisation: Number(row.organisation),
        key: row.reference as Uint8Array,
        value: toActivityValue(row.event as Uint8Array, start),
      })),
    markLogged: (record: OutboxRecord, nowMs: number): void =>
      void mark.run(ReceiptState.LOGGED, nowMs, nowMs, record.row, record.queued),
    requeueAll(): number {
      const rows = all.all();
      for (const { row } of rows) queue.run(sequences.nextQueued(), Number(row));
      return rows.length;
    },
  };
}

/** True if the region has counted past this position, or has releases that may contain it. */
function hasProgressPassed({ partition, offset }: RecordPosition, progress: Progress): boolean {
  return (
    offset < (progress.nextOffsets.get(partition) ?? 0) ||
    progress.closed.some(({ nextOffsets }) => offset < (nextOffsets[partition] ?? 0))
  );
}

function toOutboxRecord(row: QueuedRow, node: Country): OutboxRecord {
  return {
    kind: 'report',
    row: row.row,
    revision: row.revision,
    queued: row.queued,
    organisation: row.organisation,
    key: row.reference,
    value: toReportValue(row, node),
  };
}

/**
 * Returns the record value of an activity report; null is a tombstone, after its event was erased. The start makes
 * every record of this ledger newer than those before it, whatever revision an older copy has.
 */
const toActivityValue = (event: Uint8Array, start: bigint): Uint8Array | null =>
  event.length === 0 ? null : ActivityEvent.encode({ ...ActivityEvent.decode(event), start }).finish();
