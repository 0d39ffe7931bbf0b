import type { ChainStart } from '@waylight/audit';
import { AUDIT_KEPT_MONTHS } from '@waylight/contracts';
import type { AuditChainStart } from '@waylight/contracts/audit';

export function parseBeginning({ sequence, prunedAt }: AuditChainStart): ChainStart {
  return { sequence: Number(sequence), prunedAtMs: 1_000 * Number(prunedAt) };
}

/** From which entry on an audit is kept. Who may not count entries is told no sequence. */
export function describePruning({ sequence, prunedAtMs }: ChainStart): string {
  const from = sequence === 0 ? '' : ` from entry ${sequence} on`;
  const on = new Date(prunedAtMs).toISOString().slice(0, 10);
  return `It is kept${from}: what was older than ${AUDIT_KEPT_MONTHS} months was removed, last on ${on}.`;
}
