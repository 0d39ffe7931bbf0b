import type { KnownEnd } from '@waylight/audit';
import { AuditHead } from '@waylight/contracts/audit';
import type { Appender, EventLog } from '@waylight/event-log';
import { type Component, type Logger, type Metrics, repeatUntilStopped } from '@waylight/service-kit';
import type { AuditRows } from './audit-rows.ts';
import { compareChain, removeOver } from './compare.ts';

export type HeadsOptions = {
  readonly topic: string;
  readonly rows: AuditRows;
  /** Resolves when what can be read now is durable. */
  readonly settled: () => Promise<void>;
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly everyMs: number;
  readonly log: Logger;
  /** Told after each comparison whether the chain is as it was written. */
  readonly compared: (isWhole: boolean) => void;
};

const COMPARE_EVERY_MS = 3_600_000;
const DEADLINE_MS = 30_000;

/** Every so often, where something was written since, puts on the log what the chain ends with. */
export function createHeadPublisher(options: HeadsOptions): Component {
  const { topic, rows, settled, eventLog, appender, everyMs, log } = options;
  let last: Uint8Array | undefined;
  return repeatUntilStopped({
    name: 'audit heads',
    everyMs,
    backoff: { firstMs: 1_000, lastMs: 60_000 },
    failed: (error) => log.warn('the head of the audit was not put on the log; it is tried again', { error }),
    work: async ({ signal }) => {
      last ??= (await readHeads(eventLog, topic, rows.chain.id, signal)).at(-1)?.hash;
      const hash = rows.end();
      if (last !== undefined && Buffer.from(last).equals(hash)) return undefined;
      // What a loss of power may still take back would be missed for ever.
      await settled();
      const { id: chain } = rows.chain;
      const value = AuditHead.encode({ chain, hash: Buffer.from(hash) }).finish();
      await appender.append(topic, [{ key: Buffer.from(chain), value }], { signal, deadlineMs: DEADLINE_MS });
      last = hash;
      return undefined;
    },
  });
}

/**
 * At the start and every hour, holds the chain against everything that it ever said on the log to end with. Of one that is as it was
 * written, what is kept no longer is removed then: of another one nothing is, so that whoever looks finds it as it is.
 */
export function createHeadComparison(options: HeadsOptions): Component {
  const { topic, rows, eventLog, log, compared } = options;
  return repeatUntilStopped({
    name: 'audit comparison',
    everyMs: COMPARE_EVERY_MS,
    backoff: { firstMs: 1_000, lastMs: 60_000 },
    failed: (error) => log.warn('the audit was not compared with the log; it is tried again', { error }),
    work: async ({ signal }) => {
      const heads = await readHeads(eventLog, topic, rows.chain.id, signal);
      const { fault } = await compareChain(rows, heads);
      compared(fault === undefined);
      if (fault === undefined) await removeOver(rows, heads, signal);
      else
        log.error('the audit is not as it was written: see the runbook, and keep its file as it is', {
          code: fault.kind,
        });
      return undefined;
    },
  });
}

/** The heads of one chain that the log still has, oldest first. */
export async function readHeads(
  eventLog: EventLog,
  topic: string,
  chain: string,
  signal: AbortSignal,
): Promise<KnownEnd[]> {
  const [bounds] = await eventLog.offsets(topic);
  const heads: KnownEnd[] = [];
  for await (const { records } of eventLog.readFrom({ topic, partition: 0 }, bounds?.start ?? 0, { signal }))
    for (const { value, timestampMs } of records) {
      const head = value === null ? undefined : AuditHead.decode(value);
      if (head?.chain === chain) heads.push({ hash: head.hash, saidAtMs: timestampMs });
    }
  return heads;
}

/** 1 where the last comparison found an audit that is not as it was written: somebody must look. */
export function chainGauge(metrics: Metrics): (isWhole: boolean) => void {
  const gauge = metrics.gauge({
    name: 'waylight_audit_broken',
    help: 'Whether the last comparison found the audit altered, cut off or written anew.',
  });
  gauge.set(0);
  return (isWhole) => gauge.set(isWhole ? 0 : 1);
}
