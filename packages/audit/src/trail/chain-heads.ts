import { AuditChainHead } from '@waylight/contracts/audit';
import type { Appender, EventLog } from '@waylight/event-log';
import { type Component, type Logger, type Metrics, repeatUntilStopped } from '@waylight/service-kit';
import type { KnownHead } from '../chain/verify-chain.ts';
import type { AuditStore } from './audit-store.ts';
import { compareChain, pruneExpired } from './compare-chain.ts';

export type ChainHeadsOptions = {
  readonly topic: string;
  readonly store: AuditStore;
  /** See `ChainHeadsQuery`. */
  readonly foreignChains: readonly string[];
  /** Resolves when what can be read now is durable. */
  readonly waitUntilDurable: () => Promise<void>;
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly everyMs: number;
  readonly log: Logger;
  /** Told after each comparison whether the chain is as it was written. */
  readonly onCompared: (isWhole: boolean) => void;
};

const COMPARE_EVERY_MS = 3_600_000;
const DEADLINE_MS = 30_000;

/** Every so often, where something was written since, puts on the log what the chain ends with. */
export function createChainHeadPublisher(options: ChainHeadsOptions): Component {
  const { topic, store, foreignChains, waitUntilDurable, eventLog, appender, everyMs, log } = options;
  const query = { topic, chain: store.chain.id, foreignChains };
  let last: Uint8Array | undefined;
  return repeatUntilStopped({
    name: 'audit heads',
    everyMs,
    backoff: { firstMs: 1_000, lastMs: 60_000 },
    onError: (error) =>
      log.warn('the head of the audit was not put on the log; it is tried again', { error }),
    work: async ({ signal }) => {
      last ??= (await readChainHeads(eventLog, query, signal)).ownHeads.at(-1)?.hash;
      const hash = store.head();
      if (last !== undefined && Buffer.from(last).equals(hash)) return undefined;
      // What a loss of power may still take back would be missed for ever.
      await waitUntilDurable();
      const { id: chain } = store.chain;
      const value = AuditChainHead.encode({ chain, hash: Buffer.from(hash) }).finish();
      await appender.append(topic, [{ key: Buffer.from(chain), value }], { signal, deadlineMs: DEADLINE_MS });
      last = hash;
      return undefined;
    },
  });
}

/**
 * At the start and every hour, holds the chain against everything that it ever said on the log to end with, and looks for chains there
 * whose file nobody has any more. Of one that is as it was written, what is kept no longer is removed then: of another one nothing is, so
 * that whoever looks finds it as it is.
 */
export function createChainComparison(options: ChainHeadsOptions): Component {
  const { topic, store, foreignChains, eventLog, log, onCompared } = options;
  const query = { topic, chain: store.chain.id, foreignChains };
  return repeatUntilStopped({
    name: 'audit comparison',
    everyMs: COMPARE_EVERY_MS,
    backoff: { firstMs: 1_000, lastMs: 60_000 },
    onError: (error) => log.warn('the audit was not compared with the log; it is tried again', { error }),
    work: async ({ signal }) => {
      const heads = await readChainHeads(eventLog, query, signal);
      const { fault } = await compareChain(store, heads);
      onCompared(fault === undefined);
      if (fault === undefined) await pruneExpired(store, heads.ownHeads, signal);
      else
        log.error('the audit is not as it was written: see the runbook, and keep its file as it is', {
          code: fault.kind,
        });
      return undefined;
    },
  });
}

export type ChainHeadsQuery = {
  readonly topic: string;
  readonly chain: string;
  /** Other chains that may be on the topic: of processes that run beside this one, and of those that ran once. */
  readonly foreignChains: readonly string[];
};

/** What the log still has. */
export type ChainHeads = {
  /** Of the chain that was asked for, oldest first. */
  readonly ownHeads: readonly KnownHead[];
  /** Other chains that have one. */
  readonly foreignChains: readonly string[];
  /** Those that nobody named: a file was taken away, or a process was forgotten. */
  readonly orphanedChains: readonly string[];
};

export async function readChainHeads(
  eventLog: EventLog,
  query: ChainHeadsQuery,
  signal: AbortSignal,
): Promise<ChainHeads> {
  const { topic, chain } = query;
  const [bounds] = await eventLog.offsets(topic);
  const ownHeads: KnownHead[] = [];
  const others = new Set<string>();
  for await (const { records } of eventLog.readFrom({ topic, partition: 0 }, bounds?.start ?? 0, { signal }))
    for (const { value, timestampMs } of records) {
      if (value === null) continue;
      const head = AuditChainHead.decode(value);
      if (head.chain === chain) ownHeads.push({ hash: head.hash, publishedAtMs: timestampMs });
      else others.add(head.chain);
    }
  const isNamed = (other: string): boolean => query.foreignChains.includes(other);
  return {
    ownHeads,
    foreignChains: [...others].filter(isNamed),
    orphanedChains: [...others].filter((other) => !isNamed(other)),
  };
}

/** 1 where the last comparison found an audit that is not as it was written: somebody must look. */
export function createChainGauge(metrics: Metrics): (isWhole: boolean) => void {
  const gauge = metrics.gauge({
    name: 'waylight_audit_broken',
    help: 'Whether the last comparison found the audit altered, cut off, written anew or taken away.',
  });
  gauge.set(0);
  return (isWhole) => gauge.set(isWhole ? 0 : 1);
}
