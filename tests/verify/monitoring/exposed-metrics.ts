export const SERVICES = ['intake', 'aggregation', 'insights'] as const;
export type Service = (typeof SERVICES)[number];

export type ExposedMetric = {
  readonly services: readonly Service[];
  /** Labels in addition to `service`. */
  readonly labels: readonly string[];
  /** Why the metric does not disclose reports. Metrics of `intake` alone are for the node's operator, and may count. */
  readonly reason: string;
  /** True if the value changes without reports, so that it cannot be compared before and after them. */
  readonly isVolatile?: boolean;
};

const EVERYWHERE = SERVICES;
const NODE: readonly Service[] = ['intake'];
const REGION: readonly Service[] = ['aggregation'];
const OWN = 'read only by the operator of this node';

/** Every metric that a service may expose. Adding one, or a label, needs a reason here. */
export const EXPOSED_METRICS: Readonly<Record<string, ExposedMetric>> = {
  waylight_build_info: { services: EVERYWHERE, labels: ['version'], reason: 'a constant of the program' },
  waylight_ready: { services: EVERYWHERE, labels: [], reason: 'a state of the service' },
  waylight_certificate_expiry_timestamp_seconds: {
    services: EVERYWHERE,
    labels: ['holder'],
    reason: 'a date of the service; the holder is one of two constants',
  },
  waylight_data_free_bytes: {
    services: EVERYWHERE,
    labels: [],
    reason: 'the disk of all data, logs and the system; one report of a kilobyte is within its noise',
    isVolatile: true,
  },
  waylight_data_size_bytes: { services: EVERYWHERE, labels: [], reason: 'a constant of the disk' },
  waylight_registry_version: { services: EVERYWHERE, labels: [], reason: 'a number of the region' },
  waylight_registry_refused: { services: EVERYWHERE, labels: [], reason: 'a state of the service' },
  waylight_audit_broken: { services: EVERYWHERE, labels: [], reason: 'a state of the service' },
  waylight_rpc_handled_total: {
    services: EVERYWHERE,
    labels: ['method', 'code'],
    reason: 'at the region, calls of readers and operators; reports arrive over the log',
  },
  waylight_rpc_duration_seconds: {
    services: EVERYWHERE,
    labels: ['method', 'le'],
    reason: 'as waylight_rpc_handled_total',
  },
  waylight_schema_version: {
    services: ['intake', 'insights'],
    labels: [],
    reason: 'a constant of the program',
  },
  waylight_intake_operations_total: { services: NODE, labels: ['node', 'outcome'], reason: OWN },
  waylight_intake_relay_failures_total: { services: NODE, labels: ['node'], reason: OWN },
  waylight_intake_outbox_records: { services: NODE, labels: ['node'], reason: OWN },
  waylight_intake_outbox_oldest_seconds: { services: NODE, labels: ['node'], reason: OWN },
  waylight_intake_last_backup_timestamp_seconds: { services: NODE, labels: ['node'], reason: OWN },
  waylight_intake_last_backup_check_timestamp_seconds: { services: NODE, labels: ['node'], reason: OWN },
  waylight_aggregation_last_backup_timestamp_seconds: {
    services: ['aggregation'],
    labels: [],
    reason: 'backups are written every hour, and after releases',
    isVolatile: true,
  },
  waylight_aggregation_last_backup_check_timestamp_seconds: {
    services: ['aggregation'],
    labels: [],
    reason: 'a time at which an operator ran a command',
    isVolatile: true,
  },
  waylight_insights_last_backup_timestamp_seconds: {
    services: ['insights'],
    labels: [],
    reason: 'backups are written every hour, and after releases',
    isVolatile: true,
  },
  waylight_insights_last_backup_check_timestamp_seconds: {
    services: ['insights'],
    labels: [],
    reason: 'a time at which an operator ran a command',
    isVolatile: true,
  },
  waylight_insights_messages_given_up_total: {
    services: ['insights'],
    labels: ['channel', 'outcome'],
    reason: 'failures of mail servers and webhooks; messages follow releases, not reports',
  },
  waylight_insights_unreadable_messages: {
    services: ['insights'],
    labels: [],
    reason: 'messages follow releases, not reports; 0 in normal operation',
  },
  waylight_aggregation_oldest_uncounted_seconds: {
    services: REGION,
    labels: [],
    reason: 'one age over all nodes in full minutes; 0 in normal operation, also when a report arrives',
  },
  waylight_node_heartbeat_timestamp_seconds: {
    services: REGION,
    labels: ['node'],
    reason: 'a full hour; nodes send heartbeats with and without reports, and freshness is public',
  },
  waylight_release_due_timestamp_seconds: {
    services: REGION,
    labels: [],
    reason: 'a day of the plan; states change at full hours',
  },
  waylight_aggregation_settings_wrong: { services: REGION, labels: [], reason: 'a state of Kafka and Redis' },
  waylight_aggregation_stopped_partitions: {
    services: REGION,
    labels: [],
    reason: 'partitions over all nodes; 0 in normal operation',
  },
  waylight_aggregation_failing_partitions: {
    services: REGION,
    labels: [],
    reason: 'partitions over all nodes; 0 in normal operation',
  },
  waylight_aggregation_commits_refused_total: {
    services: REGION,
    labels: ['outcome'],
    reason: 'refused commits, not counted reports; a commit of any node can be refused',
  },
};

/** Metrics of every process: memory, CPU, event loop. They follow the load, and name neither node nor report. */
export const PROCESS_METRICS = /^(process|nodejs)_/;
