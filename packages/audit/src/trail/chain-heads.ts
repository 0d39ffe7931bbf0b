import { AuditChainHead } from '@waylight/contracts/audit';
import type { Appender, EventLog } from '@waylight/event-log';
import { type Component, type Logger, type Metrics, repeatUntilStopped } from '@waylight/service-kit';
import type { AuditStore } from './audit-store.ts';
import { compareChain, pruneExpired } from './compare-chain.ts';
import { readChainHeads } from './read-chain-heads.ts';

export type ChainHeadsOptions = {
  readonly topic: string;
  readonly store: AuditStore;
  /** See `ChainHeadsQuery`. */
  readonly foreignChains: readonly string[];
  /** Resolves when everything that can be read now is durable. */
  readonly waitUntilDurable: () => Promise<void>;
  readonly eventLog: EventLog;
  readonly appender: Appender;
  readonly everyMs: number;
  readonly log: Logger;
  /** Called after each comparison. */
  readonly onCompared: (isValid: boolean) => void;
};

const COMPARE_EVERY_MS = 3_600_000;
const DEADLINE_MS = 30_000;

/** Publishes the chain head on the log, if it changed since the last time. */
export function createChainHeadPublisher(options: ChainHeadsOptions): Component {
  const { topic, store, foreignChains, waitUntilDurable, eventLog, appender, everyMs, log } = options;
  const query = { topic, chain: store.chain.id, foreignChains };
  let last: Uint8Array | undefined;
  return repeatUntilStopped({
    name: 'audit chain heads',
    everyMs,
    backoff: { firstMs: 1_000, lastMs: 60_000 },
    onError: (error) => log.warn('publishing the audit chain head failed; retrying', { error }),
    work: async ({ signal }) => {
      last ??= (await readChainHeads(eventLog, query, signal)).ownHeads.at(-1)?.hash;
      const hash = store.head();
      if (last !== undefined && Buffer.from(last).equals(hash)) return undefined;
      // Entries must be durable first. If a power loss removed the entry of a published head, that head would be missing forever.
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
 * Compares the chain with its published heads, and searches the log for orphaned chains, at the start and every hour. A valid
 * chain is then pruned. A chain with a fault is left unchanged as evidence.
 */
export function createChainComparison(options: ChainHeadsOptions): Component {
  const { topic, store, foreignChains, eventLog, log, onCompared } = options;
  const query = { topic, chain: store.chain.id, foreignChains };
  return repeatUntilStopped({
    name: 'audit comparison',
    everyMs: COMPARE_EVERY_MS,
    backoff: { firstMs: 1_000, lastMs: 60_000 },
    onError: (error) => log.warn('comparing the audit with the log failed; retrying', { error }),
    work: async ({ signal }) => {
      const heads = await readChainHeads(eventLog, query, signal);
      const { fault } = await compareChain(store, heads);
      onCompared(fault === undefined);
      if (fault === undefined) await pruneExpired(store, heads.ownHeads, signal);
      else
        log.error('audit chain verification failed: see the runbook, and keep its file unchanged', {
          code: fault.kind,
        });
      return undefined;
    },
  });
}

/** Creates the gauge that is 1 if the last comparison found a fault, so that an operator must act. */
export function createChainGauge(metrics: Metrics): (isValid: boolean) => void {
  const gauge = metrics.gauge({
    name: 'waylight_audit_broken',
    help: '1 if the last comparison found the audit altered, truncated, forked or orphaned.',
  });
  gauge.set(0);
  return (isValid) => gauge.set(isValid ? 0 : 1);
}
