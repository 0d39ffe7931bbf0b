import {
  AUDIT_HEADS_KEPT_MS,
  COMPACTED_AFTER_MS,
  DEAD_LETTERS_KEPT_MS,
  RESTORE_JOURNAL_KEPT_MS,
  RETRACTIONS_KEPT_MS,
} from './retention.ts';

/**
 * The registry of all topics of the region.
 *
 * Offsets are counts, so a node may write and describe only topics of its own country. So everything that a node writes, and the
 * progress that the region returns, has one topic for each country.
 */

/** The six country nodes, by ISO 3166-1 alpha-2 (XK: see the footnote in the README). */
export const NODE_COUNTRIES = ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'] as const;
export type NodeCountry = (typeof NODE_COUNTRIES)[number];

/** Required settings of a topic. Checked at every start: a difference is an error that names both values. */
export type TopicSpec = {
  readonly name: string;
  /** Meaning of a message's key. Messages with the same key stay in order. */
  readonly key: string;
  /** The protobuf message of the value. */
  readonly message: string;
  readonly partitions: number;
  /** `compact`: the last value for each key is kept. `delete`: messages are deleted after `retentionMs`. */
  readonly cleanup: 'compact' | 'delete';
  /** With `delete`: milliseconds after which a message is deleted; -1 means never. */
  readonly retentionMs: number;
  /** Further broker settings, by their Kafka names. */
  readonly settings: Readonly<Record<string, string>>;
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** Default number of partitions of a country's report and activity topics. */
export const DEFAULT_PARTITIONS = 12;

/**
 * The broker's clock dates the records. With the sender's clock, the broker would reject every record of a node whose clock is
 * more than an hour ahead. The sender would also decide what retention deletes.
 */
const BROKER_TIMESTAMPS = { 'message.timestamp.type': 'LogAppendTime' } as const;

const COMPACTION_SETTINGS = {
  ...BROKER_TIMESTAMPS,
  'delete.retention.ms': String(RETRACTIONS_KEPT_MS),
  'segment.ms': String(COMPACTED_AFTER_MS),
  'max.compaction.lag.ms': String(COMPACTED_AFTER_MS),
} as const;

export const reportsTopic = (country: NodeCountry): string => `reports.v1.${country}`;
export const activityTopic = (country: NodeCountry): string => `activity.v1.${country}`;
export const progressTopic = (country: NodeCountry): string => `progress.v1.${country}`;
export const heartbeatTopic = (country: NodeCountry): string => `heartbeat.v1.${country}`;
export const auditHeadsTopic = (country: NodeCountry): string => `audit-heads.v1.${country}`;
/** Contains the node's restore journal. The topic kept its earlier name. */
export const restoreJournalTopic = (country: NodeCountry): string => `erasures.v1.${country}`;
/** Chain heads of the region's own services. */
export const REGION_AUDIT_HEADS_TOPIC = 'audit-heads.v1';
/** A separate topic, because insights may not write or read any other topic. */
export const INSIGHTS_AUDIT_HEADS_TOPIC = 'audit-heads.v1.insights';
export const RELEASES_TOPIC = 'releases.v1';
export const DEAD_LETTERS_TOPIC = 'dead-letters.v1';

/**
 * All heads are kept, not only the last one, because attackers who rewrite a chain could also publish its new head. Heads are kept
 * for five years, like the entries.
 */
const auditHeadsSpec = (name: string): TopicSpec => ({
  name,
  key: 'name of the chain',
  message: 'waylight.audit.v1.AuditChainHead',
  partitions: 1,
  cleanup: 'delete',
  retentionMs: AUDIT_HEADS_KEPT_MS,
  settings: BROKER_TIMESTAMPS,
});

/** The topics of one country's node. */
function countryTopics(country: NodeCountry, partitions: number): TopicSpec[] {
  return [
    {
      name: reportsTopic(country),
      key: 'report reference (16 bytes)',
      message: 'waylight.incident.v1.ReportEvent',
      partitions,
      cleanup: 'compact',
      retentionMs: -1,
      settings: COMPACTION_SETTINGS,
    },
    {
      name: activityTopic(country),
      key: 'activity reference (16 bytes)',
      message: 'waylight.activity.v1.ActivityEvent',
      partitions,
      cleanup: 'compact',
      retentionMs: -1,
      settings: COMPACTION_SETTINGS,
    },
    {
      name: progressTopic(country),
      key: 'generation of the aggregation',
      message: 'waylight.operations.v1.NodeProgress',
      partitions: 1,
      cleanup: 'compact',
      retentionMs: -1,
      settings: { ...BROKER_TIMESTAMPS, 'segment.ms': String(DAY_MS) },
    },
    {
      name: heartbeatTopic(country),
      key: 'country code',
      message: 'waylight.operations.v1.NodeHeartbeat',
      partitions: 1,
      cleanup: 'compact',
      retentionMs: -1,
      settings: { ...BROKER_TIMESTAMPS, 'segment.ms': String(DAY_MS) },
    },
    auditHeadsSpec(auditHeadsTopic(country)),
    {
      name: restoreJournalTopic(country),
      key: 'country code',
      message: 'waylight.operations.v1.SealedRestoreJournalBatch',
      partitions: 1,
      cleanup: 'delete',
      retentionMs: RESTORE_JOURNAL_KEPT_MS,
      settings: BROKER_TIMESTAMPS,
    },
  ];
}

/** All topics of a region of these countries, with this many partitions for reports and activity. */
export function topicRegistry(
  partitions: number = DEFAULT_PARTITIONS,
  countries: readonly NodeCountry[] = NODE_COUNTRIES,
): TopicSpec[] {
  return [
    ...countries.flatMap((country) => countryTopics(country, partitions)),
    auditHeadsSpec(REGION_AUDIT_HEADS_TOPIC),
    auditHeadsSpec(INSIGHTS_AUDIT_HEADS_TOPIC),
    {
      name: RELEASES_TOPIC,
      key: 'release id',
      message: 'waylight.release.v1.ReleaseEvent',
      partitions: 1,
      cleanup: 'delete',
      retentionMs: -1,
      settings: BROKER_TIMESTAMPS,
    },
    {
      name: DEAD_LETTERS_TOPIC,
      key: 'origin (topic, partition, offset)',
      message: 'waylight.operations.v1.DeadLetter',
      partitions: 1,
      cleanup: 'delete',
      retentionMs: DEAD_LETTERS_KEPT_MS,
      settings: BROKER_TIMESTAMPS,
    },
  ];
}
