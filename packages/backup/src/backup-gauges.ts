import type { Metrics } from '@waylight/service-kit';
import type { BackupMetrics } from './backups.ts';

/** Metrics of a service's backups on this machine; 0 means never. `node`: the country, as a label of a node's metrics. */
export function createBackupGauges(
  metrics: Metrics,
  { service, of, node }: { readonly service: string; readonly of: string; readonly node?: string },
): BackupMetrics {
  const gauge = (name: string, help: string) => {
    const options = {
      name: `waylight_${service}_${name}_timestamp_seconds`,
      help: `${help}; 0 if there is none.`,
    };
    const set = node === undefined ? unlabelled(metrics, options) : ofNode(metrics, options, node);
    // A gauge with labels is absent until it is set, and no alert compares an absent value.
    set(0);
    return set;
  };
  return {
    setLastBackup: gauge('last_backup', `Time of the newest backup of ${of} on this machine`),
    setLastBackupCheck: gauge(
      'last_backup_check',
      'Time of the last successful check of a backup (waylight restore --check)',
    ),
  };
}

type Options = { readonly name: string; readonly help: string };

function unlabelled(metrics: Metrics, options: Options): (atMs: number) => void {
  const gauge = metrics.gauge(options);
  return (atMs) => gauge.set(atMs / 1_000);
}

function ofNode(metrics: Metrics, options: Options, node: string): (atMs: number) => void {
  const gauge = metrics.gauge({ ...options, labels: ['node'] });
  return (atMs) => gauge.set(atMs / 1_000, { node });
}
