import { createChainGauge } from '@waylight/audit';
import type { NodeCountry } from '@waylight/contracts';
import type { Metrics } from '@waylight/service-kit';

/** The node's metrics, for its operator. Node and outcome are the only labels. */
export type NodeMetrics = {
  countOperation(outcome: string): void;
  countRelayed(count: number): void;
  setOutboxDepth(depth: number): void;
  countRelayFailure(): void;
  setLastBackup(atMs: number): void;
  setLastBackupCheck(atMs: number): void;
  recordAuditComparison(isWhole: boolean): void;
};

export function createNodeMetrics(metrics: Metrics, country: NodeCountry): NodeMetrics {
  const operations = metrics.counter({
    name: 'waylight_intake_operations_total',
    help: 'Operations on reports and activity records, by outcome.',
    labels: ['node', 'outcome'],
  });
  const relayed = metrics.counter({
    name: 'waylight_intake_relayed_total',
    help: 'Revisions appended to the event log.',
    labels: ['node'],
  });
  const failures = metrics.counter({
    name: 'waylight_intake_relay_failures_total',
    help: 'Failed attempts to append to the event log; the node still accepts reports.',
    labels: ['node'],
  });
  const depth = metrics.gauge({
    name: 'waylight_intake_outbox_depth',
    help: 'Durable revisions that are not on the event log yet.',
    labels: ['node'],
  });
  const lastBackup = metrics.gauge({
    name: 'waylight_intake_last_backup_timestamp_seconds',
    help: 'Time of the newest backup of the ledger on this machine.',
    labels: ['node'],
  });
  const lastBackupCheck = metrics.gauge({
    name: 'waylight_intake_last_backup_check_timestamp_seconds',
    help: 'Time of the last successful check of a backup (waylight restore --check).',
    labels: ['node'],
  });
  const node = country;
  return {
    countOperation: (outcome) => operations.add(1, { node, outcome }),
    countRelayed: (count) => relayed.add(count, { node }),
    setOutboxDepth: (value) => depth.set(value, { node }),
    setLastBackup: (atMs) => lastBackup.set(atMs / 1000, { node }),
    setLastBackupCheck: (atMs) => lastBackupCheck.set(atMs / 1000, { node }),
    recordAuditComparison: createChainGauge(metrics),
    countRelayFailure: () => failures.add(1, { node }),
  };
}
