import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type ChainFault,
  type ChainVerdict,
  createChainVerifier,
  type KnownHead,
} from '../chain/verify-chain.ts';
import type { AuditStore } from './audit-store.ts';
import type { ChainHeads } from './chain-heads.ts';

export type ComparisonVerdict = Omit<ChainVerdict, 'fault'> & {
  /** `orphaned`: it is whole, and the log knows a chain that nobody named. A whole new one beside it would hide what stood in that. */
  readonly fault: ChainFault | { readonly kind: 'orphaned' } | undefined;
};

/** Reads a service's whole chain and holds it against these heads, and against what it ended with when this began. */
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

/** Entries removed in one transaction: few enough that who writes reports does not notice. */
const CHUNK = 500;

/**
 * Removes what is kept no longer. The second clock is the log's, which took the last of these heads at some moment. So a chain of which the
 * log knows nothing of late keeps everything: until something is written, and its head is on the log.
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
