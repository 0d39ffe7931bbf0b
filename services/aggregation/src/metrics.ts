import { createChainGauge } from '@waylight/audit';
import type { BackupMetrics } from '@waylight/backup';
import { createMetrics, type Metrics } from '@waylight/service-kit';
import type { CommitOutcome } from '@waylight/view-store';

export type AggregationMetrics = BackupMetrics & {
  readonly metrics: Metrics;
  readonly countOutcome: (outcome: CommitOutcome) => void;
  readonly setLag: (node: string, lag: number) => void;
  readonly setStopped: (count: number) => void;
  readonly setFailing: (count: number) => void;
  readonly setAuditIntact: (isIntact: boolean) => void;
};

/** Metrics of the process. Lag is measured for each node; no metric exposes a number of reports. */
export function createAggregationMetrics(processMetrics = false): AggregationMetrics {
  const metrics = createMetrics({ service: 'aggregation', processMetrics });
  const lag = metrics.gauge({
    name: 'waylight_aggregation_lag',
    help: "Offsets of a node's reports that are not counted yet",
    labels: ['node'],
  });
  const stopped = metrics.gauge({
    name: 'waylight_aggregation_stopped_partitions',
    help: 'Partitions of this worker that are stopped until a rebuild',
  });
  const failing = metrics.gauge({
    name: 'waylight_aggregation_failing_partitions',
    help: 'Partitions of this worker that fail and are retried',
  });
  const refused = metrics.counter({
    name: 'waylight_aggregation_commits_refused_total',
    help: 'Commits that the view store refused; the worker then claims the partition again',
    labels: ['outcome'],
  });
  const lastBackup = metrics.gauge({
    name: 'waylight_aggregation_last_backup_timestamp_seconds',
    help: 'Time of the newest backup of audit and releases on this machine',
  });
  const lastBackupCheck = metrics.gauge({
    name: 'waylight_aggregation_last_backup_check_timestamp_seconds',
    help: 'Time of the last successful check of a backup (waylight restore --check)',
  });
  return {
    metrics,
    setLastBackup: (atMs) => lastBackup.set(atMs / 1000),
    setLastBackupCheck: (atMs) => lastBackupCheck.set(atMs / 1000),
    setAuditIntact: createChainGauge(metrics),
    countOutcome: (outcome) => {
      if (outcome !== 'applied') refused.add(1, { outcome });
    },
    setLag: (node, value) => lag.set(value, { node }),
    setStopped: (count) => stopped.set(count),
    setFailing: (count) => failing.set(count),
  };
}
