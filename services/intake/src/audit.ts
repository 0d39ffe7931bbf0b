import {
  type AuditDoor,
  type AuditRecorder,
  createAuditRecorder,
  whatIsAtStart,
} from '@waylight/audit-trail';
import { AuditKind } from '@waylight/contracts/audit';
import type { Registry } from '@waylight/registry';
import type { Access } from './access/caller.ts';
import type { IntakeConfig } from './config.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { LedgerHealth } from './ledger/ledger-health.ts';

export type NodeAuditParts = {
  readonly config: IntakeConfig;
  readonly registry: Registry;
  readonly keysDigest: Uint8Array;
  readonly ledger: Ledger;
  readonly ledgerHealth: LedgerHealth;
};

/** What goes into the node's audit beside the operations on reports, which the ledger writes with their rows. */
export function createNodeAudit(parts: NodeAuditParts): AuditRecorder {
  const { config, registry, keysDigest, ledger, ledgerHealth } = parts;
  return createAuditRecorder({
    write: ledger.record,
    atStart: whatIsAtStart({ config, keysDigest, registryVersion: registry.version }),
    failed: ledgerHealth.failed,
  });
}

/** The audit as those may see it whom the node lets in. */
export function auditDoorOf(
  ledger: Ledger,
  access: Access,
  audit: AuditRecorder,
  heads: AuditDoor['heads'],
): AuditDoor {
  return {
    rows: ledger.audit,
    settled: ledger.settled,
    heads,
    admit: access.admit,
    looked: (by) => audit.count({ kind: AuditKind.AUDIT_READ, by }),
  };
}
