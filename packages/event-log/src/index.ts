export {
  createEmbeddedEventLog,
  type EmbeddedEventLog,
  type EmbeddedEventLogOptions,
} from './embedded/embedded-event-log.ts';
export { AppendError, LogError, type LogErrorCode } from './errors.ts';
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
