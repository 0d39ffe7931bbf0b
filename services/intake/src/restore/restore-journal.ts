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
import type { Ledger } from '../ledger/ledger.ts';
import { requeueIfLogChanged } from '../outbox/verify-log.ts';
import type { JournalCipher } from './journal-cipher.ts';
import type { JournalPosition } from './restore-journal-rows.ts';

export type RestoreJournalOptions = {
  readonly country: NodeCountry;
  readonly ledger: Ledger;
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly cipher: JournalCipher;
  /** Serve a copy that is older than what the log remembers. */
  readonly acceptOldCopy: boolean;
  readonly nowMs: () => number;
  readonly log: Logger;
};

export type RestoreJournal = {
  readonly component: Component;
  /** Whether this ledger knows all that was taken back: before that nothing of it is shown or sent. */
  readonly isReconciled: () => boolean;
};

const INTERVAL_MS = 5_000;
/** What was taken back together is told together. */
const GATHER_MS = 500;
const MAX_BATCH = 2_000;
const DEADLINE_MS = 30_000;
/** As long a start waits for the log. */
const START_WAIT_MS = 3_000;

/**
 * What was taken back, and what the log got, is told on a topic that the node alone reads, sealed and without what reports say. A ledger knows
 * what it has told itself: anything else there was told by a later state of it, and it catches up with that before anything is served.
 */
export function createRestoreJournal(options: RestoreJournalOptions): RestoreJournal {
  const { ledger, log, country } = options;
  let isReconciled = false;
  let first: Promise<void> | undefined;
  const round = async (signal: AbortSignal): Promise<void> => {
    if (!isReconciled) {
      await reconcileRestoredLedger(options, signal);
      isReconciled = true;
      ledger.changes.notify(new Set());
    }
    await publishUnjournalled(options, signal);
  };
  const loop = repeatUntilStopped({
    name: 'erasures',
    everyMs: INTERVAL_MS,
    backoff: { firstMs: 250, lastMs: 30_000 },
    wake: { subscribe: (news) => ledger.changes.subscribe(news), coalesceMs: GATHER_MS },
    onError: (error) => {
      if (error instanceof OldCopyError) log.error(error.logMessage, { node: country, error });
      else
        log.warn('what was taken back was not compared with the log; it is tried again', {
          node: country,
          error,
        });
    },
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
        // Mostly the log is there, and then nobody is ever told to wait.
        const given = AbortSignal.any([signal, AbortSignal.timeout(START_WAIT_MS)]);
        first = round(given).catch(() => undefined);
        await Promise.race([first, delay(START_WAIT_MS, undefined, { ref: false })]);
        return loop.start(signal);
      },
    },
  };
}

const OLD_COPY =
  'the ledger is an older copy than the log remembers what was taken back since: see the runbook for backups';

const ANOTHER_LOG =
  'the log is another one than this ledger told of what was taken back, and cannot say whether the ledger is an older copy: see the runbook for backups';

class OldCopyError extends Error {
  override readonly name = 'OldCopyError';
  readonly code = 'OLD_COPY';
  readonly logMessage: typeof OLD_COPY | typeof ANOTHER_LOG;

  constructor(logMessage: OldCopyError['logMessage']) {
    super(logMessage);
    this.logMessage = logMessage;
  }
}

/** Reads on from where this ledger was, and takes back what a later state of it had taken back. */
async function reconcileRestoredLedger(
  { country, ledger, eventLog, cipher, acceptOldCopy, nowMs, log }: RestoreJournalOptions,
  signal: AbortSignal,
): Promise<void> {
  const topic = restoreJournalTopic(country);
  const before = ledger.restoreJournal.position();
  const topicId = await readTopicId(eventLog, topic, before);
  if (topicId === undefined) return;
  const [{ start, end } = { start: 0, end: 0 }] = await eventLog.offsets(topic);
  const isSame = before.topicId === topicId;
  const isFirst = before.topicId === '';
  if (!acceptOldCopy) {
    // On another log nobody can say what this ledger lacks: if it is a copy, that was said on the log that is gone.
    if (!isSame && !isFirst) throw new OldCopyError(ANOTHER_LOG);
    // One that has read nothing yet is new, or a copy from before it first did.
    const isTooOld = isFirst ? start > 0 && ledger.restoreJournal.hasReports() : before.next < start;
    if (isTooOld) throw new OldCopyError(OLD_COPY);
  }
  const from = isSame ? Math.max(before.next, start) : start;
  const messages: RestoreJournalBatch[] = [];
  let unreadable = 0;
  if (from < end)
    for await (const { records } of eventLog.readFrom({ topic, partition: 0 }, from, { until: end, signal }))
      for (const { value } of records) {
        if (value === null) continue;
        const found = cipher.decrypt(value);
        if (found === undefined) unreadable++;
        else messages.push(found);
      }
  // Another log has nothing of what this ledger took back. Marked first: a crash in between reads once more.
  if (!isFirst && !isSame)
    ledger.restoreJournal.republishSince(nowMs() - RESTORE_JOURNAL_KEPT_MS, { topicId, next: start });
  const partitions =
    messages.length === 0 ? undefined : await countReportPartitions(eventLog, country, ledger);
  const { organisations, ...reconciled } = ledger.restoreJournal.reconcile(
    messages,
    { topicId, next: end },
    (reference) => (partitions === undefined ? undefined : partitionOf(reference, partitions)),
  );
  ledger.changes.notify(organisations);
  if (unreadable > 0)
    log.error('what was taken back was sealed with another key: it is not known here', {
      node: country,
      count: unreadable,
    });
  const count = reconciled.retracted + reconciled.outdated + reconciled.missing;
  if (count === 0) return;
  await ledger.recordAuditEvent({ kind: AuditKind.LEDGER_RESTORED, actor: SERVICE_ACTOR, count });
  log.warn('the ledger is an older copy: what was taken back since was taken back anew', {
    node: country,
    count: reconciled.retracted,
  });
  if (reconciled.outdated > 0)
    log.warn('reports count as this older copy has them until their organisations send what they changed', {
      node: country,
      count: reconciled.outdated,
    });
  if (reconciled.missing > 0)
    log.warn(
      'the log may hold reports that this older copy lacks: they count until their organisations send or retract them',
      {
        node: country,
        count: reconciled.missing,
      },
    );
}

/**
 * How many partitions the reports have; undefined where there is no such topic yet. What the ledger lacks is noted of the topic that is
 * there now: one that was made anew since the copy is met before.
 */
async function countReportPartitions(
  eventLog: EventLog,
  country: NodeCountry,
  ledger: Ledger,
): Promise<number | undefined> {
  try {
    await requeueIfLogChanged(eventLog, country, ledger);
    return (await eventLog.offsets(reportsTopic(country))).length;
  } catch (error) {
    if (error instanceof LogError && error.code === 'topic-missing') return undefined;
    throw error;
  }
}

/** Undefined where nothing was ever said on the topic, because aggregation has not made it yet. */
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
  { country, ledger, eventLog, appender, cipher, nowMs, log }: RestoreJournalOptions,
  signal: AbortSignal,
): Promise<void> {
  const topic = restoreJournalTopic(country);
  for (;;) {
    const before = ledger.restoreJournal.position();
    const found = await readTopicId(eventLog, topic, before);
    if (found !== undefined && before.topicId !== '' && before.topicId !== found) {
      // Made anew under a ledger that is served: it is no copy, and the only one who knows.
      ledger.restoreJournal.republishSince(nowMs() - RESTORE_JOURNAL_KEPT_MS, { topicId: found, next: 0 });
      log.warn('the log is another than before; what was taken back is told again', { node: country });
    }
    const { rows, reports } = ledger.restoreJournal.readUnjournalled(MAX_BATCH);
    if (rows.length === 0) return;
    const topicId = found ?? (await eventLog.topicId(topic));
    const name = ledger.restoreJournal.nextMessageId();
    await ledger.waitUntilDurable();
    const record = { key: Buffer.from(country), value: cipher.encrypt({ reports: [...reports], ...name }) };
    const [at] = await appender.append(topic, [record], { signal, deadlineMs: DEADLINE_MS });
    ledger.restoreJournal.markJournalled(rows, { topicId, next: (at?.offset ?? 0) + 1 });
    // What came meanwhile gathers again: each message is a kilobyte at least.
    if (rows.length < MAX_BATCH) return;
  }
}
