import { createChainGauge } from '@waylight/audit';
import { type BackupMetrics, createBackupGauges } from '@waylight/backup';
import type { NodeCountry } from '@waylight/contracts';
import { createCertificateGauge, type Metrics, type SetCertificateExpiry } from '@waylight/service-kit';
import { MIGRATIONS } from './ledger/schema.ts';

/** The node's metrics, for its operator alone: they count reports. */
export type NodeMetrics = BackupMetrics & {
  countOperation(outcome: string): void;
  setOutboxRecords(count: number): void;
  /** `age` returns milliseconds. */
  measureOutboxAge(age: () => number): void;
  countRelayFailure(): void;
  recordAuditComparison(isWhole: boolean): void;
  readonly setCertificateExpiry: SetCertificateExpiry;
};

export function createNodeMetrics(metrics: Metrics, country: NodeCountry): NodeMetrics {
  const operations = metrics.counter({
    name: 'waylight_intake_operations_total',
    help: 'Operations on reports and activity reports, by outcome.',
    labels: ['node', 'outcome'],
  });
  const failures = metrics.counter({
    name: 'waylight_intake_relay_failures_total',
    help: 'Failed attempts to append to the event log; the node still accepts reports.',
    labels: ['node'],
  });
  const records = metrics.gauge({
    name: 'waylight_intake_outbox_records',
    help: 'Durable revisions that are not on the event log yet.',
    labels: ['node'],
  });
  const oldest = metrics.gauge({
    name: 'waylight_intake_outbox_oldest_seconds',
    help: 'Time that the first record of the outbox has waited for the event log; 0 if the outbox is empty.',
    labels: ['node'],
  });
  const schema = metrics.gauge({
    name: 'waylight_schema_version',
    help: 'Version of the schema of the ledger.',
  });
  const node = country;
  schema.set(MIGRATIONS.length);
  return {
    ...createBackupGauges(metrics, { service: 'intake', of: 'the ledger', node }),
    countOperation: (outcome) => operations.add(1, { node, outcome }),
    setOutboxRecords: (count) => records.set(count, { node }),
    measureOutboxAge: (age) => metrics.beforeExpose(() => oldest.set(age() / 1_000, { node })),
    recordAuditComparison: createChainGauge(metrics),
    setCertificateExpiry: createCertificateGauge(metrics),
    countRelayFailure: () => failures.add(1, { node }),
  };
}
