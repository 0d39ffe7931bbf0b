import {
  type AuditEndpoint,
  type AuditRecorder,
  createAuditRecorder,
  createStartEvents,
  keysReadEvent,
  type RetentionEndpoint,
  readChainHeads,
  registryDecisionEvent,
} from '@waylight/audit';
import { monthsBefore } from '@waylight/calendar';
import { auditHeadsTopic } from '@waylight/contracts';
import { AuditKind, RetentionSubject } from '@waylight/contracts/audit';
import type { NodeContext } from './context.ts';
import { LedgerError } from './ledger/ledger-error.ts';
import { createExpiryRows } from './retention/expiry-rows.ts';

/** The node's audit. The ledger itself records operations on reports, in the transaction of their rows. */
export function createNodeAudit({
  config,
  registry,
  keys,
  ledger,
  ledgerHealth,
  log,
}: Pick<NodeContext, 'config' | 'registry' | 'keys' | 'ledger' | 'ledgerHealth' | 'log'>): AuditRecorder {
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
export function createAuditEndpoint({ country, ledger, audit, eventLog }: NodeContext): AuditEndpoint {
  const heads = { topic: auditHeadsTopic(country), chain: ledger.audit.chain.id, foreignChains: [] };
  return {
    store: ledger.audit,
    waitUntilDurable: ledger.waitUntilDurable,
    readChainHeads: (signal) => readChainHeads(eventLog, heads, signal),
    recordRead: (actor) => audit.recordAggregated({ kind: AuditKind.AUDIT_READ, actor }),
  };
}

/** Retention periods and stored amounts, for authorised callers. */
export function createRetentionEndpoint({ config, ledger, audit, today }: NodeContext): RetentionEndpoint {
  const months = config.reportsKeptMonths;
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
