import * as common from './common-panels.ts';
import { course, dashboard, state, value } from './panels.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;

const uncounted = {
  title: 'Oldest uncounted record',
  about: 'How long the oldest uncounted record of all nodes waits, in full minutes. Runbook: Late counting.',
  expr: 'max(waylight_aggregation_oldest_uncounted_seconds)',
  legend: 'oldest',
  unit: 's',
  yellow: 300,
  red: 900,
} as const;

const stopped = value({
  title: 'Stopped partitions',
  about: 'Parts of the log that are not counted until a rebuild. Runbook: Stopped partition.',
  expr: 'sum(waylight_aggregation_stopped_partitions)',
  legend: 'stopped',
  unit: 'short',
  red: 1,
});

const region = dashboard('waylight-region', 'Waylight: region', 'State of the services of the region.', [
  common.ready,
  value({
    title: 'Last heartbeat of the nodes',
    about: 'Nodes send one every hour, with or without reports. Runbook: Node away.',
    expr: 'time() - max by (node) (waylight_node_heartbeat_timestamp_seconds)',
    legend: '{{node}}',
    unit: 's',
    yellow: 2 * HOUR,
    red: 3 * HOUR,
  }),
  value(uncounted),
  stopped,
  value({
    title: 'Oldest due period waits',
    about: 'Time since the oldest unpublished period is due; none if 0. Runbook: Unpublished release.',
    expr: '(time() - max(waylight_release_due_timestamp_seconds)) * (max(waylight_release_due_timestamp_seconds) > bool 0)',
    legend: 'due',
    unit: 's',
    yellow: 2 * DAY,
    red: 3 * DAY,
  }),
  common.versions,
  common.freeSpace,
  common.backups,
  common.certificates,
  common.freeSpaceCourse,
  common.memory,
  value({
    title: 'Unreadable messages',
    about: 'Messages about watches that another version wrote. Runbook: Unreadable messages.',
    expr: 'max(waylight_insights_unreadable_messages)',
    legend: 'unreadable',
    unit: 'short',
    yellow: 1,
  }),
  course({
    title: 'Messages given up in a day',
    about:
      'Mails and webhooks about watches: refused at once, or expired after three days. Runbook: Undelivered mail.',
    expr: 'sum by (channel, outcome) (increase(waylight_insights_messages_given_up_total[1d]))',
    legend: '{{channel}}: {{outcome}}',
    unit: 'short',
  }),
]);

const pipeline = dashboard('waylight-pipeline', 'Waylight: pipeline', 'Counting at the region.', [
  stopped,
  value({
    title: 'Failing partitions',
    about: 'They are tried again, and nothing is lost. The log has the error of Kafka or Redis.',
    expr: 'sum(waylight_aggregation_failing_partitions)',
    legend: 'failing',
    unit: 'short',
    yellow: 1,
  }),
  state({
    title: 'Settings of Kafka and Redis',
    about: '`waylight status --operator` lists the differences. Runbook: Wrong settings.',
    expr: 'waylight_aggregation_settings_wrong',
    legend: '{{instance}}',
    good: 0,
    texts: ['as required', 'wrong'],
  }),
  course({ ...uncounted, title: 'Oldest uncounted record, over time' }),
  course({
    title: 'Refused commits',
    about: 'Many `fenced` or `moved` ones show that partitions move too often.',
    expr: 'sum by (outcome) (increase(waylight_aggregation_commits_refused_total[$__rate_interval]))',
    legend: '{{outcome}}',
    unit: 'short',
  }),
  common.callDurations,
  common.memory,
]);

const node = dashboard(
  'waylight-node',
  'Waylight: node',
  'A country’s node, for its operator alone: its metrics count reports.',
  [
    common.ready,
    value({
      title: 'Oldest record of the outbox',
      about: 'How long the first record waits for Kafka. Runbook: Old outbox.',
      expr: 'waylight_intake_outbox_oldest_seconds',
      legend: '{{node}}',
      unit: 's',
      yellow: 600,
      red: HOUR,
    }),
    value({
      title: 'Records in the outbox',
      about: 'Records that are not on the log yet.',
      expr: 'waylight_intake_outbox_records',
      legend: '{{node}}',
      unit: 'short',
    }),
    common.backups,
    common.backupChecks,
    common.certificates,
    common.freeSpace,
    common.audit,
    common.versions,
    course({
      title: 'Operations in a day',
      about: 'Reports and activity reports of the last 24 hours, by outcome.',
      expr: 'sum by (outcome) (increase(waylight_intake_operations_total[1d]))',
      legend: '{{outcome}}',
      unit: 'short',
    }),
    course({
      title: 'Failed attempts to reach Kafka',
      about: 'The node still accepts reports.',
      expr: 'increase(waylight_intake_relay_failures_total[$__rate_interval])',
      legend: '{{node}}',
      unit: 'short',
    }),
    common.callDurations,
    common.freeSpaceCourse,
  ],
);

const protection = dashboard(
  'waylight-protection',
  'Waylight: protection',
  'What protects reports: audit, registry, certificates and backups. For the region and for a node.',
  [
    common.audit,
    common.registryFile,
    common.registryVersions,
    common.certificates,
    common.backups,
    common.backupChecks,
  ],
);

/** Dashboards by the name of their file. */
export const DASHBOARDS = { region, node, pipeline, protection };
