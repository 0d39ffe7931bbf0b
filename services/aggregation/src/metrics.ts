import { createChainGauge } from '@waylight/audit';
import { type BackupMetrics, createBackupGauges } from '@waylight/backup';
import type { NodeCountry } from '@waylight/contracts';
import {
  createCertificateGauge,
  createMetrics,
  type Metrics,
  type SetCertificateExpiry,
} from '@waylight/service-kit';
import type { CommitOutcome } from '@waylight/view-store';

export type AggregationMetrics = BackupMetrics & {
  readonly metrics: Metrics;
  readonly countOutcome: (outcome: CommitOutcome) => void;
  /** Time at which the oldest uncounted record was appended; undefined if there is none. */
  readonly setOldestUncounted: (appendedMs: number | undefined) => void;
  readonly setHeartbeat: (node: NodeCountry, hourMs: number) => void;
  /** `Infinity` if no period is due. */
  readonly setReleaseDue: (fromMs: number) => void;
  readonly setSettingsWrong: (areWrong: boolean) => void;
  readonly setExpiry: SetCertificateExpiry;
  readonly setStopped: (count: number) => void;
  readonly setFailing: (count: number) => void;
  readonly setAuditIntact: (isIntact: boolean) => void;
};

export type AggregationMetricsOptions = {
  readonly processMetrics?: boolean | undefined;
  /** Time of day in epoch milliseconds. */
  readonly now: () => number;
};

/** Ages are exposed in full minutes. Shorter waits are normal, and would show when a report arrives. */
const AGE_STEP_MS = 60_000;

/** Metrics of the process. None of them depends on the number, node or content of reports. */
export function createAggregationMetrics({
  processMetrics,
  now,
}: AggregationMetricsOptions): AggregationMetrics {
  const metrics = createMetrics({ service: 'aggregation', processMetrics });
  const oldest = metrics.gauge({
    name: 'waylight_aggregation_oldest_uncounted_seconds',
    help: 'Full minutes that the oldest uncounted record of all nodes has waited, in seconds.',
  });
  const heartbeat = metrics.gauge({
    name: 'waylight_node_heartbeat_timestamp_seconds',
    help: 'Hour of the last heartbeat of a node. A node sends one every hour, with or without reports.',
    labels: ['node'],
  });
  const releaseDue = metrics.gauge({
    name: 'waylight_release_due_timestamp_seconds',
    help: 'Day from which the oldest period is due that is being prepared or is ready; 0 if there is none. Changes at full hours.',
  });
  const settings = metrics.gauge({
    name: 'waylight_aggregation_settings_wrong',
    help: '1 while topics or settings of Redis are not as required; `waylight status --operator` lists them.',
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
  let oldestMs: number | undefined;
  metrics.beforeExpose(() => {
    const ageMs = oldestMs === undefined ? 0 : Math.max(0, now() - oldestMs);
    oldest.set((Math.floor(ageMs / AGE_STEP_MS) * AGE_STEP_MS) / 1_000);
  });
  return {
    metrics,
    setExpiry: createCertificateGauge(metrics),
    ...createBackupGauges(metrics, { service: 'aggregation', of: 'audit and releases' }),
    setAuditIntact: createChainGauge(metrics),
    countOutcome: (outcome) => {
      if (outcome !== 'applied') refused.add(1, { outcome });
    },
    setOldestUncounted: (appendedMs) => {
      oldestMs = appendedMs;
    },
    setHeartbeat: (node, hourMs) => heartbeat.set(hourMs / 1_000, { node }),
    setReleaseDue: (fromMs) => releaseDue.set(Number.isFinite(fromMs) ? fromMs / 1_000 : 0),
    setSettingsWrong: (areWrong) => settings.set(areWrong ? 1 : 0),
    setStopped: (count) => stopped.set(count),
    setFailing: (count) => failing.set(count),
  };
}
