import type { LiveRegistry } from '@waylight/access';
import {
  type AuditDoor,
  type AuditRecorder,
  createAuditRecorder,
  keysRead,
  type RetentionDoor,
  registryDecided,
  whatIsAtStart,
} from '@waylight/audit';
import { monthsBefore } from '@waylight/calendar';
import { AuditKind, RetentionSubject } from '@waylight/contracts/audit';
import type { NodeAccess } from './access/node-access.ts';
import type { IntakeConfig } from './config.ts';
import type { LiveKeys } from './keys/live-keys.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { LedgerHealth } from './ledger/ledger-health.ts';

export type NodeAuditOptions = {
  readonly config: IntakeConfig;
  readonly registry: LiveRegistry;
  readonly keys: LiveKeys;
  readonly ledger: Ledger;
  readonly ledgerHealth: LedgerHealth;
};

/** What goes into the node's audit beside the operations on reports, which the ledger writes with their rows. */
export function createNodeAudit(parts: NodeAuditOptions): AuditRecorder {
  const { config, registry, keys, ledger, ledgerHealth } = parts;
  const audit = createAuditRecorder({
    write: ledger.recordAuditEvent,
    atStart: whatIsAtStart({
      config,
      keysDigest: keys.digest(),
      registry: registry.named(),
    }),
    failed: ledgerHealth.reportFailure,
  });
  keys.onChange(() => audit.tell(keysRead(keys.digest())));
  registry.onDecision((decision) => audit.tell(registryDecided(decision)));
  return audit;
}

/** The audit as those may see it whom the node lets in. */
export function createAuditEndpoint(
  ledger: Ledger,
  access: NodeAccess,
  audit: AuditRecorder,
  heads: AuditDoor['heads'],
): AuditDoor {
  return {
    rows: ledger.audit,
    settled: ledger.waitUntilDurable,
    heads,
    admit: access.authorize,
    looked: (by) => audit.count({ kind: AuditKind.AUDIT_READ, by }),
  };
}

/** What the node keeps how long, as those may see it. */
export function createRetentionEndpoint(
  ledger: Ledger,
  access: NodeAccess,
  audit: Pick<AuditRecorder, 'count'>,
  months: number,
  today: () => number,
): RetentionDoor {
  return {
    rows: ledger.audit,
    settled: ledger.waitUntilDurable,
    admit: access.authorize,
    looked: (by) => audit.count({ kind: AuditKind.RETENTION_READ, by }),
    kept: () => {
      const { reports, activities } = ledger.expiry.status(monthsBefore(today(), months));
      return [
        { subject: RetentionSubject.REPORTS, months, ...reports },
        { subject: RetentionSubject.ACTIVITY, months, ...activities },
      ];
    },
  };
}
