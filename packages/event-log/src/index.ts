export { applyLog, planLog, readmitNode, revokeNode } from './administration/apply-log.ts';
export {
  type DesiredLog,
  type DesiredLogOptions,
  desiredLog,
  isLogAsDesired,
  type LogPlan,
} from './administration/plan-log.ts';
export type { LogAdministration } from './administration/port.ts';
export { describeTopics, type SeenTopic } from './config/describe-topics.ts';
export { eventLogFields, eventLogFileField } from './config/event-log-fields.ts';
export { listVisibleTopics, openEventLog, openServiceLog } from './config/open-event-log.ts';
export { openLogAdministration } from './config/open-log-administration.ts';
export {
  createEmbeddedEventLog,
  type EmbeddedEventLog,
  type EmbeddedEventLogOptions,
} from './embedded/embedded-event-log.ts';
export { AppendError, LogError, type LogErrorCode } from './errors.ts';
export type { KafkaEventLogOptions } from './kafka/client.ts';
export { createKafkaEventLog } from './kafka/kafka-event-log.ts';
export { partitionOf } from './partitioning.ts';
export type {
  AppendedAt,
  Appender,
  AppendOptions,
  ClaimContext,
  ConsumeOptions,
  Consumption,
  ConsumptionEnd,
  EventLog,
  FailingPartition,
  HandleContext,
  HandleOutcome,
  LogBatch,
  LogIdentity,
  LogPosition,
  LogRecord,
  LogSink,
  OutgoingRecord,
  PartitionId,
  PartitionLag,
  PartitionOffsets,
  PartitionReader,
  ReadOptions,
  StoppedPartition,
  TopicInfo,
  TopicRecords,
  TopicSettings,
} from './port.ts';
export { withTopicPrefix } from './topic-prefix.ts';
export { describeTopicDifference, type TopicDifference } from './topic-problems.ts';
