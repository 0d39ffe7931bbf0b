import { setImmediate as nextTurn } from 'node:timers/promises';
import { type ChainFault, checkChain, type KnownEnd, type Verdict } from '../chain/verify-chain.ts';
import type { AuditRows } from './audit-rows.ts';
import type { Heads } from './heads.ts';

export type TrailVerdict = Omit<Verdict, 'fault'> & {
  /** `unheld`: it is whole, and the log knows a chain that nobody named. A whole new one beside it would hide what stood in that. */
  readonly fault: ChainFault | { readonly kind: 'unheld' } | undefined;
};

/** Reads a service's whole chain and holds it against these heads, and against what it ended with when this began. */
export async function compareChain(
  rows: AuditRows,
  { ofChain, unknown }: Pick<Heads, 'ofChain' | 'unknown'>,
): Promise<TrailVerdict> {
  const check = checkChain(rows.chain, [...ofChain, { hash: rows.end() }], rows.nowMs());
  for await (const link of rows.links()) check.take(link);
  const verdict = check.end();
  return { ...verdict, fault: verdict.fault ?? (unknown.length > 0 ? { kind: 'unheld' } : undefined) };
}

/** Entries removed in one transaction: few enough that who writes reports does not notice. */
const CHUNK = 500;

/**
 * Removes what is kept no longer. The second clock is the log's, which took the last of these heads at some moment. So a chain of which the
 * log knows nothing of late keeps everything: until something is written, and its head is on the log.
 */
export async function removeOver(
  rows: AuditRows,
  heads: readonly KnownEnd[],
  signal: AbortSignal,
): Promise<void> {
  const saidAtMs = heads.at(-1)?.saidAtMs;
  if (saidAtMs === undefined) return;
  while (!signal.aborted && rows.cut(saidAtMs, CHUNK) > 0) await nextTurn();
}
