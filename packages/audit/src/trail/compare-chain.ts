import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type ChainFault,
  type ChainVerdict,
  createChainVerifier,
  type KnownHead,
} from '../chain/verify-chain.ts';
import type { AuditStore } from './audit-store.ts';
import type { ChainHeads } from './read-chain-heads.ts';

export type ComparisonVerdict = Omit<ChainVerdict, 'fault'> & {
  /**
   * `orphaned`: the chain is valid, but the log contains heads of another, unnamed chain. A new valid chain could replace that
   * chain and hide its content.
   */
  readonly fault: ChainFault | { readonly kind: 'orphaned' } | undefined;
};

/** Verifies a service's whole chain against these heads, and against its own head at the start. */
export async function compareChain(
  store: AuditStore,
  { ownHeads, orphanedChains }: Pick<ChainHeads, 'ownHeads' | 'orphanedChains'>,
): Promise<ComparisonVerdict> {
  const check = createChainVerifier(store.chain, [...ownHeads, { hash: store.head() }], store.nowMs());
  for await (const link of store.links()) check.add(link);
  const verdict = check.finish();
  return {
    ...verdict,
    fault: verdict.fault ?? (orphanedChains.length > 0 ? { kind: 'orphaned' } : undefined),
  };
}

/** Maximum number of entries pruned in one transaction: few enough not to delay reports noticeably. */
const CHUNK = 500;

/**
 * Prunes expired entries. The second clock is that of the log: the time at which the log stored the last head. So nothing is
 * pruned from a chain without a recent head on the log, until an entry is written and its head is published.
 */
export async function pruneExpired(
  store: AuditStore,
  heads: readonly KnownHead[],
  signal: AbortSignal,
): Promise<void> {
  const publishedAtMs = heads.at(-1)?.publishedAtMs;
  if (publishedAtMs === undefined) return;
  while (!signal.aborted && store.prune(publishedAtMs, CHUNK) > 0) await nextTurn();
}
