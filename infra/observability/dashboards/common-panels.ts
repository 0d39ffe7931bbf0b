import { servicesOf } from '@waylight/deployment';
import { course, label, state, value } from './panels.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

export const ready = state({
  title: 'Ready',
  about: 'Whether each service accepts work. Runbook: Service down.',
  expr: 'waylight_ready',
  legend: '{{service}}',
  good: 1,
  texts: ['not ready', 'ready'],
});

export const versions = label({
  title: 'Versions',
  about: 'All services run the same version, except during an upgrade.',
  expr: 'waylight_build_info',
  legend: '{{service}} {{version}}',
});

export const freeSpace = value({
  title: 'Free space',
  about: 'Free share of the disk of each service. Below 10 % act at once. Runbook: Full disk.',
  expr: 'waylight_data_free_bytes / waylight_data_size_bytes',
  legend: '{{service}}',
  unit: 'percentunit',
  yellow: 0.3,
  red: 0.1,
});

export const freeSpaceCourse = course({
  title: 'Free space, over time',
  about: 'A steady fall shows when the disk will be full.',
  expr: 'waylight_data_free_bytes',
  legend: '{{service}}',
  unit: 'bytes',
});

export const certificates = value({
  title: 'Certificates expire in',
  about: 'Time until each certificate of each service expires. Renew it from 30 days before.',
  expr: 'waylight_certificate_expiry_timestamp_seconds - time()',
  legend: '{{service}} {{holder}}',
  unit: 's',
  yellow: 30 * DAY,
  red: 7 * DAY,
});

export const audit = state({
  title: 'Audit',
  about: 'Whether the audit of each service is as it was written. Runbook: Broken audit.',
  expr: 'waylight_audit_broken',
  legend: '{{service}}',
  good: 0,
  texts: ['as written', 'broken'],
});

export const registryFile = state({
  title: 'Registry file',
  about:
    'While a file is rejected, its suspensions and revocations have no effect. Runbook: Refused registry.',
  expr: 'waylight_registry_refused',
  legend: '{{service}}',
  good: 0,
  texts: ['in force', 'rejected'],
});

export const registryVersions = value({
  title: 'Registry version',
  about: 'Must be equal everywhere, nodes included. Runbook: Different registries.',
  expr: 'waylight_registry_version',
  legend: '{{service}}',
  unit: 'short',
});

const anyOf = (metric: string): string =>
  servicesOf()
    .map(({ name }) => `waylight_${name}_${metric}`)
    .join(' or ');

export const backups = value({
  title: 'Age of the newest backup',
  about: 'Services back up every hour. Runbook: Old backup.',
  expr: `time() - (${anyOf('last_backup_timestamp_seconds')})`,
  legend: '{{service}}',
  unit: 's',
  yellow: 2 * HOUR,
  red: DAY,
});

export const backupChecks = value({
  title: 'Age of the last check of a backup',
  about: 'A backup that was never restored is not one. Runbook: Unchecked backup.',
  expr: `time() - (${anyOf('last_backup_check_timestamp_seconds')})`,
  legend: '{{service}}',
  unit: 's',
  yellow: 31 * DAY,
  red: 35 * DAY,
});

export const callDurations = course({
  title: 'Duration of calls, 95 %',
  about: 'By method. At the region: calls of readers and operators.',
  expr: 'histogram_quantile(0.95, sum by (le, method) (rate(waylight_rpc_duration_seconds_bucket[$__rate_interval])))',
  legend: '{{method}}',
  unit: 's',
});

export const memory = course({
  title: 'Memory of the process',
  about: 'A leak grows without end.',
  expr: 'process_resident_memory_bytes',
  legend: '{{service}} {{instance}}',
  unit: 'bytes',
});
