import type { LiveRegistry } from '@waylight/access';
import {
  type AuditEndpoint,
  type AuditRecorder,
  createAuditRecorder,
  createStartEvents,
  keysReadEvent,
  type RetentionEndpoint,
  registryDecisionEvent,
} from '@waylight/audit';
import { monthsBefore } from '@waylight/calendar';
import { AuditKind, RetentionSubject } from '@waylight/contracts/audit';
import type { Logger } from '@waylight/service-kit';
import type { NodeAccess } from './access/node-access.ts';
import type { IntakeConfig } from './config.ts';
import type { LiveKeys } from './keys/live-keys.ts';
import type { Ledger } from './ledger/ledger.ts';
import { LedgerError } from './ledger/ledger-error.ts';
import type { LedgerHealth } from './ledger/ledger-health.ts';
import { createExpiryRows } from './retention/expiry-rows.ts';

export type NodeAuditOptions = {
  readonly config: IntakeConfig;
  readonly registry: LiveRegistry;
  readonly keys: LiveKeys;
  readonly ledger: Ledger;
  readonly ledgerHealth: LedgerHealth;
  readonly log: Logger;
};

/** The node's audit. The ledger itself records operations on reports, in the transaction of their rows. */
export function createNodeAudit(parts: NodeAuditOptions): AuditRecorder {
  const { config, registry, keys, ledger, ledgerHealth, log } = parts;
  const audit = createAuditRecorder({
    write: ledger.recordAuditEvent,
    startEvents: createStartEvents({
      config,
      keysDigest: keys.digest(),
      registry: registry.versionInForce(),
    }),
    onError: (error) => {
      if (error instanceof LedgerError) ledgerHealth.reportFailure(error);
      else log.error('writing the audit failed', { error });
    },
  });
  keys.onChange(() => audit.recordInBackground(keysReadEvent(keys.digest())));
  registry.onDecision((decision) => audit.recordInBackground(registryDecisionEvent(decision)));
  return audit;
}

/** The node's audit, for authorised callers. */
export function createAuditEndpoint(
  ledger: Ledger,
  _access: NodeAccess,
  audit: AuditRecorder,
  readChainHeads: AuditEndpoint['readChainHeads'],
): AuditEndpoint {
  return {
    store: ledger.audit,
    waitUntilDurable: ledger.waitUntilDurable,
    readChainHeads,
    recordRead: (actor) => audit.recordAggregated({ kind: AuditKind.AUDIT_READ, actor }),
  };
}

/** Retention periods and stored amounts, for authorised callers. */
export function createRetentionEndpoint(
  ledger: Ledger,
  _access: NodeAccess,
  audit: Pick<AuditRecorder, 'recordAggregated'>,
  months: number,
  today: () => number,
): RetentionEndpoint {
  const expiry = createExpiryRows(ledger);
  return {
    store: ledger.audit,
    waitUntilDurable: ledger.waitUntilDurable,
    recordRead: (actor) => audit.recordAggregated({ kind: AuditKind.RETENTION_READ, actor }),
    listRetained: () => {
      const { reports, activities } = expiry.status(monthsBefore(today(), months));
      return [
        { subject: RetentionSubject.REPORTS, months, ...reports },
        { subject: RetentionSubject.ACTIVITY, months, ...activities },
      ];
    },
  };
}
