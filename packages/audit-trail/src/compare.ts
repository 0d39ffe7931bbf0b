import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkChain, type KnownEnd, type Verdict } from '@waylight/audit';
import type { AuditRows } from './audit-rows.ts';

/** Reads a service's whole chain and holds it against these heads, and against what it ended with when this began. */
export async function compareChain(rows: AuditRows, heads: readonly KnownEnd[]): Promise<Verdict> {
  const check = checkChain(rows.chain, [...heads, { hash: rows.end() }], rows.nowMs());
  for await (const link of rows.links()) check.take(link);
  return check.end();
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
