import { setTimeout as delay } from 'node:timers/promises';
import { SERVICE } from '@waylight/audit';
import { ERASURES_KEPT_MS, erasuresTopic, type NodeCountry, reportsTopic } from '@waylight/contracts';
import { AuditKind } from '@waylight/contracts/audit';
import type { ErasureList } from '@waylight/contracts/operations';
import { type Appender, type EventLog, LogError, partitionOf } from '@waylight/event-log';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';
import type { ErasuresPosition } from '../ledger/erasure-rows.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { meetPositions } from '../outbox/log-of-node.ts';
import type { Seal } from './seal.ts';

export type ErasuresOptions = {
  readonly country: NodeCountry;
  readonly ledger: Ledger;
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly seal: Seal;
  /** Serve a copy that is older than what the log remembers. */
  readonly acceptOldCopy: boolean;
  readonly nowMs: () => number;
  readonly log: Logger;
};

export type Erasures = {
  readonly component: Component;
  /** Whether this ledger knows all that was taken back: before that nothing of it is shown or sent. */
  readonly isApplied: () => boolean;
};

const EVERY_MS = 5_000;
/** What was taken back together is told together. */
const GATHER_MS = 500;
const MOST_AT_ONCE = 2_000;
const DEADLINE_MS = 30_000;
/** As long a start waits for the log. */
const START_MS = 3_000;

/**
 * What was taken back, and what the log got, is told on a topic that the node alone reads, sealed and without what reports say. A ledger knows
 * what it has told itself: anything else there was told by a later state of it, and it catches up with that before anything is served.
 */
export function createErasures(options: ErasuresOptions): Erasures {
  const { ledger, log, country } = options;
  let isApplied = false;
  let first: Promise<void> | undefined;
  const round = async (signal: AbortSignal): Promise<void> => {
    if (!isApplied) {
      await applyLater(options, signal);
      isApplied = true;
      ledger.changes.announce(new Set());
    }
    await tell(options, signal);
  };
  const loop = repeatUntilStopped({
    name: 'erasures',
    everyMs: EVERY_MS,
    backoff: { firstMs: 250, lastMs: 30_000 },
    wake: { on: (news) => ledger.changes.onAny(news), gatherMs: GATHER_MS },
    failed: (error) => {
      if (error instanceof OldCopyError) log.error(error.says, { node: country, error });
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
    isApplied: () => isApplied,
    component: {
      name: loop.name,
      start: async (signal) => {
        // Mostly the log is there, and then nobody is ever told to wait.
        const given = AbortSignal.any([signal, AbortSignal.timeout(START_MS)]);
        first = round(given).catch(() => undefined);
        await Promise.race([first, delay(START_MS, undefined, { ref: false })]);
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
  readonly says: typeof OLD_COPY | typeof ANOTHER_LOG;

  constructor(says: OldCopyError['says']) {
    super(says);
    this.says = says;
  }
}

/** Reads on from where this ledger was, and takes back what a later state of it had taken back. */
async function applyLater(
  { country, ledger, eventLog, seal, acceptOldCopy, nowMs, log }: ErasuresOptions,
  signal: AbortSignal,
): Promise<void> {
  const topic = erasuresTopic(country);
  const before = ledger.erasures.position();
  const topicId = await idOf(eventLog, topic, before);
  if (topicId === undefined) return;
  const [{ start, end } = { start: 0, end: 0 }] = await eventLog.offsets(topic);
  const isSame = before.topicId === topicId;
  const isFirst = before.topicId === '';
  if (!acceptOldCopy) {
    // On another log nobody can say what this ledger lacks: if it is a copy, that was said on the log that is gone.
    if (!isSame && !isFirst) throw new OldCopyError(ANOTHER_LOG);
    // One that has read nothing yet is new, or a copy from before it first did.
    const isTooOld = isFirst ? start > 0 && ledger.erasures.hasReports() : before.next < start;
    if (isTooOld) throw new OldCopyError(OLD_COPY);
  }
  const from = isSame ? Math.max(before.next, start) : start;
  const messages: ErasureList[] = [];
  let unreadable = 0;
  if (from < end)
    for await (const { records } of eventLog.readFrom({ topic, partition: 0 }, from, { until: end, signal }))
      for (const { value } of records) {
        if (value === null) continue;
        const found = seal.open(value);
        if (found === undefined) unreadable++;
        else messages.push(found);
      }
  // Another log has nothing of what this ledger took back. Marked first: a crash in between reads once more.
  if (!isFirst && !isSame) ledger.erasures.tellAgain(nowMs() - ERASURES_KEPT_MS, { topicId, next: start });
  const partitions = messages.length === 0 ? undefined : await meetReports(eventLog, country, ledger);
  const { organisations, ...behind } = ledger.erasures.apply(messages, { topicId, next: end }, (reference) =>
    partitions === undefined ? undefined : partitionOf(reference, partitions),
  );
  ledger.changes.announce(organisations);
  if (unreadable > 0)
    log.error('what was taken back was sealed with another key: it is not known here', {
      node: country,
      count: unreadable,
    });
  const count = behind.takenBack + behind.older + behind.lacking;
  if (count === 0) return;
  await ledger.record({ kind: AuditKind.LEDGER_RESTORED, by: SERVICE, count });
  log.warn('the ledger is an older copy: what was taken back since was taken back anew', {
    node: country,
    count: behind.takenBack,
  });
  if (behind.older > 0)
    log.warn('reports count as this older copy has them until their organisations send what they changed', {
      node: country,
      count: behind.older,
    });
  if (behind.lacking > 0)
    log.warn(
      'the log may hold reports that this older copy lacks: they count until their organisations send or retract them',
      {
        node: country,
        count: behind.lacking,
      },
    );
}

/**
 * How many partitions the reports have; undefined where there is no such topic yet. What the ledger lacks is noted of the topic that is
 * there now: one that was made anew since the copy is met before.
 */
async function meetReports(
  eventLog: EventLog,
  country: NodeCountry,
  ledger: Ledger,
): Promise<number | undefined> {
  try {
    await meetPositions(eventLog, country, ledger);
    return (await eventLog.offsets(reportsTopic(country))).length;
  } catch (error) {
    if (error instanceof LogError && error.code === 'topic-missing') return undefined;
    throw error;
  }
}

/** Undefined where nothing was ever said on the topic, because aggregation has not made it yet. */
async function idOf(
  eventLog: EventLog,
  topic: string,
  before: ErasuresPosition,
): Promise<string | undefined> {
  try {
    return await eventLog.topicId(topic);
  } catch (error) {
    if (error instanceof LogError && error.code === 'topic-missing' && before.topicId === '')
      return undefined;
    throw error;
  }
}

async function tell(
  { country, ledger, eventLog, appender, seal, nowMs, log }: ErasuresOptions,
  signal: AbortSignal,
): Promise<void> {
  const topic = erasuresTopic(country);
  for (;;) {
    const before = ledger.erasures.position();
    const found = await idOf(eventLog, topic, before);
    if (found !== undefined && before.topicId !== '' && before.topicId !== found) {
      // Made anew under a ledger that is served: it is no copy, and the only one who knows.
      ledger.erasures.tellAgain(nowMs() - ERASURES_KEPT_MS, { topicId: found, next: 0 });
      log.warn('the log is another than before; what was taken back is told again', { node: country });
    }
    const { rows, reports } = ledger.erasures.untold(MOST_AT_ONCE);
    if (rows.length === 0) return;
    const topicId = found ?? (await eventLog.topicId(topic));
    const name = ledger.erasures.nextName();
    await ledger.settled();
    const record = { key: Buffer.from(country), value: seal.close({ reports: [...reports], ...name }) };
    const [at] = await appender.append(topic, [record], { signal, deadlineMs: DEADLINE_MS });
    ledger.erasures.told(rows, { topicId, next: (at?.offset ?? 0) + 1 });
    // What came meanwhile gathers again: each message is a kilobyte at least.
    if (rows.length < MOST_AT_ONCE) return;
  }
}
