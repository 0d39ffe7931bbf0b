import { setTimeout as delay } from 'node:timers/promises';
import { SERVICE_ACTOR } from '@waylight/audit';
import {
  type NodeCountry,
  RESTORE_JOURNAL_KEPT_MS,
  reportsTopic,
  restoreJournalTopic,
} from '@waylight/contracts';
import { AuditKind } from '@waylight/contracts/audit';
import type { RestoreJournalBatch } from '@waylight/contracts/operations';
import { type Appender, type EventLog, LogError, partitionOf } from '@waylight/event-log';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { Ledger } from '../ledger.ts';
import { createOutboxRows, type OutboxRows } from '../outbox/outbox-rows.ts';
import { requeueIfLogChanged } from '../outbox/verify-log.ts';
import type { JournalCipher } from './journal-cipher.ts';
import {
  createRestoreJournalRows,
  type JournalPosition,
  type ReconcileResult,
  type RestoreJournalRows,
} from './restore-journal-rows.ts';

export type RestoreJournalOptions = {
  readonly country: NodeCountry;
  readonly ledger: Ledger;
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly cipher: JournalCipher;
  /** Serves a copy even if the journal no longer covers the time since the copy was made. */
  readonly acceptOldCopy: boolean;
  readonly nowMs: () => number;
  readonly log: Logger;
};

type JournalParts = RestoreJournalOptions & {
  readonly rows: RestoreJournalRows;
  readonly outbox: OutboxRows;
};

export type RestoreJournal = {
  readonly component: Component;
  /**
   * False until the ledger is reconciled with the journal. Until then nothing from the ledger is returned or
   * sent.
   */
  readonly isReconciled: () => boolean;
};

const INTERVAL_MS = 5_000;
/** Changes within this time are sent in one message. */
const GATHER_MS = 500;
const MAX_BATCH = 2_000;
const DEADLINE_MS = 30_000;
/** Maximum time that a start waits for the log. */
const START_WAIT_MS = 3_000;
/** Maximum time that a stop waits for it. */
const STOP_WAIT_MS = 3_000;

/**
 * Journals retractions, narrowings and sent revisions on a topic that only this node reads, encrypted and
 * without content. A ledger recognises the messages that it wrote. All other messages were written by a later
 * state of it: then the ledger is an older copy, and is reconciled with these messages before it is served.
 */
export function createRestoreJournal(options: RestoreJournalOptions): RestoreJournal {
  const { ledger, log, country } = options;
  const parts: JournalParts = {
    ...options,
    rows: createRestoreJournalRows(ledger),
    outbox: createOutboxRows(ledger),
  };
  let isReconciled = false;
  let first: Promise<void> | undefined;
  const round = async (signal: AbortSignal): Promise<void> => {
    if (!isReconciled) {
      await reconcileRestoredLedger(parts, signal);
      isReconciled = true;
      ledger.changes.notify(new Set());
    }
    await publishUnjournalled(parts, signal);
  };
  const logFailure = (error: unknown) => {
    if (error instanceof OldCopyError) log.error(error.logMessage, { node: country, error });
    else log.warn('the restore journal could not be read or written; retrying', { node: country, error });
  };
  const loop = repeatUntilStopped({
    name: 'restore-journal',
    everyMs: INTERVAL_MS,
    backoff: { firstMs: 250, lastMs: 30_000 },
    wake: { subscribe: (news) => ledger.changes.subscribe(news), coalesceMs: GATHER_MS },
    onError: logFailure,
    work: async ({ signal }) => {
      await first;
      await round(signal);
      return undefined;
    },
  });
  return {
    isReconciled: () => isReconciled,
    component: {
      name: loop.name,
      start: async (signal) => {
        // The start waits for the log, which usually responds in time. Then no call is refused with
        // UNAVAILABLE.
        const limited = AbortSignal.any([signal, AbortSignal.timeout(START_WAIT_MS)]);
        first = round(limited).catch(() => undefined);
        await Promise.race([first, delay(START_WAIT_MS, undefined, { ref: false })]);
        const running = await loop.start(signal);
        return {
          stop: async () => {
            await running.stop();
            // An older copy may be started next, and would lack the changes of the last moments.
            if (isReconciled)
              await publishUnjournalled(parts, AbortSignal.timeout(STOP_WAIT_MS)).catch(logFailure);
          },
        };
      },
    },
  };
}

const OLD_COPY = 'the ledger is an older copy than the restore journal covers: see the runbook for backups';

const REPLACED_JOURNAL =
  'the restore journal was replaced, so the ledger may be an older copy: see the runbook for backups';

class OldCopyError extends Error {
  override readonly name = 'OldCopyError';
  readonly code = 'OLD_COPY';
  readonly logMessage: typeof OLD_COPY | typeof REPLACED_JOURNAL;

  constructor(logMessage: OldCopyError['logMessage']) {
    super(logMessage);
    this.logMessage = logMessage;
  }
}

/** Applies the messages that a later state of this ledger has written after this ledger's last message. */
async function reconcileRestoredLedger(parts: JournalParts, signal: AbortSignal): Promise<void> {
  const { country, ledger, rows, outbox, eventLog, acceptOldCopy, nowMs, log } = parts;
  const topic = restoreJournalTopic(country);
  const before = rows.position();
  const topicId = await readTopicId(eventLog, topic, before);
  if (topicId === undefined) return;
  const [{ start, end } = { start: 0, end: 0 }] = await eventLog.offsets(topic);
  const isSame = before.topicId === topicId;
  const isFirst = before.topicId === '';
  if (!acceptOldCopy) {
    // Only the previous journal could show whether this ledger is a copy, and which changes it lacks.
    if (!isSame && !isFirst) throw new OldCopyError(REPLACED_JOURNAL);
    // A ledger without a position is either new, or a copy from before its first message.
    const isTooOld = isFirst ? start > 0 && rows.hasReports() : before.next < start;
    if (isTooOld) throw new OldCopyError(OLD_COPY);
  }
  const from = isSame ? Math.max(before.next, start) : start;
  const { messages, unreadable } = await readMessages(parts, { from, end }, signal);
  // A new journal lacks this ledger's entries. They are queued before the reconciliation, so that a crash in
  // between only causes another read.
  if (!isFirst && !isSame) rows.republishSince(nowMs() - RESTORE_JOURNAL_KEPT_MS, { topicId, next: start });
  const partitions =
    messages.length === 0 ? undefined : await countReportPartitions(eventLog, country, ledger, outbox);
  const result = rows.reconcile(messages, { topicId, next: end }, (reference) =>
    partitions === undefined ? undefined : partitionOf(reference, partitions),
  );
  ledger.changes.notify(result.organisations);
  if (unreadable > 0)
    log.error('restore journal messages are encrypted with another key: restore the former keys file', {
      node: country,
      count: unreadable,
    });
  const count = result.retracted + result.outdated + result.missing;
  if (count === 0) return;
  await ledger.recordAuditEvent({ kind: AuditKind.LEDGER_RESTORED, actor: SERVICE_ACTOR, count });
  logResult(log, country, result);
}

async function readMessages(
  { country, eventLog, cipher }: RestoreJournalOptions,
  { from, end }: { readonly from: number; readonly end: number },
  signal: AbortSignal,
): Promise<{ readonly messages: readonly RestoreJournalBatch[]; readonly unreadable: number }> {
  const partition = { topic: restoreJournalTopic(country), partition: 0 };
  const messages: RestoreJournalBatch[] = [];
  let unreadable = 0;
  if (from < end)
    for await (const { records } of eventLog.readFrom(partition, from, { until: end, signal }))
      for (const { value } of records) {
        if (value === null) continue;
        const message = cipher.decrypt(value);
        if (message === undefined) unreadable++;
        else messages.push(message);
      }
  return { messages, unreadable };
}

function logResult(log: Logger, node: NodeCountry, { retracted, outdated, missing }: ReconcileResult): void {
  log.warn('the ledger is an older copy: later retractions were applied', { node, count: retracted });
  if (outdated > 0)
    log.warn('reports count as in this older copy until their organisations send their corrections', {
      node,
      count: outdated,
    });
  if (missing > 0)
    log.warn(
      'the log may contain reports missing from this copy: they count until their organisations send or retract them',
      { node, count: missing },
    );
}

/**
 * Returns the number of partitions of the reports topic; undefined if the topic does not exist yet. If the
 * topic was recreated, records are requeued first, because partitions of missing reports belong to the
 * current topic.
 */
async function countReportPartitions(
  eventLog: EventLog,
  country: NodeCountry,
  ledger: Ledger,
  outbox: OutboxRows,
): Promise<number | undefined> {
  try {
    await requeueIfLogChanged(eventLog, country, ledger, outbox);
    return (await eventLog.offsets(reportsTopic(country))).length;
  } catch (error) {
    if (error instanceof LogError && error.code === 'topic-missing') return undefined;
    throw error;
  }
}

/** Returns undefined if the journal was never written and aggregation has not created its topic yet. */
async function readTopicId(
  eventLog: EventLog,
  topic: string,
  before: JournalPosition,
): Promise<string | undefined> {
  try {
    return await eventLog.topicId(topic);
  } catch (error) {
    if (error instanceof LogError && error.code === 'topic-missing' && before.topicId === '')
      return undefined;
    throw error;
  }
}

async function publishUnjournalled(
  { country, ledger, rows, eventLog, appender, cipher, nowMs, log }: JournalParts,
  signal: AbortSignal,
): Promise<void> {
  const topic = restoreJournalTopic(country);
  for (;;) {
    const before = rows.position();
    const found = await readTopicId(eventLog, topic, before);
    if (found !== undefined && before.topicId !== '' && before.topicId !== found) {
      // The journal was recreated while this ledger was served. So the ledger is not a copy, and no other
      // place has the entries.
      rows.republishSince(nowMs() - RESTORE_JOURNAL_KEPT_MS, { topicId: found, next: 0 });
      log.warn('the restore journal was replaced; its entries are republished', { node: country });
    }
    const unjournalled = rows.readUnjournalled(MAX_BATCH);
    if (unjournalled.rows.length === 0) return;
    const topicId = found ?? (await eventLog.topicId(topic));
    const id = rows.nextMessageId();
    await ledger.waitUntilDurable();
    const record = {
      key: Buffer.from(country),
      value: cipher.encrypt({ reports: [...unjournalled.reports], ...id }),
    };
    const [at] = await appender.append(topic, [record], { signal, deadlineMs: DEADLINE_MS });
    rows.markJournalled(unjournalled.rows, { topicId, next: (at?.offset ?? 0) + 1 });
    // Later changes wait for the next message, because each message has at least a kilobyte.
    if (unjournalled.rows.length < MAX_BATCH) return;
  }
}
