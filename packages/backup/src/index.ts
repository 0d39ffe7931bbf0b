export { createBackupGauges } from './backup-gauges.ts';
export { type BackupMetrics, type Backups, createBackups, readCheckTime } from './backups.ts';
export {
  continuesAudit,
  type FoundBackup,
  findBackups,
  findWrongBytes,
  findWrongContent,
  isAuditWhole,
} from './check-backup.ts';
export { countRows, readSchemaVersion } from './database-facts.ts';
export { RecordsLostError } from './errors.ts';
export { isDatabasePart, type Manifest, type ManifestPart, type RecordsPart, stampOf } from './manifest.ts';
export {
  aggregationBackup,
  type BackupSubject,
  backupFolderOf,
  checkFileOf,
  insightsBackup,
  keptFileOf,
  nodeBackup,
  requestFileOf,
  restoredFileOf,
} from './subject.ts';
export { copyTopic, hasRecordsOf, readTopic, readTopicCopy, type TopicRecord } from './topic-copy.ts';
export { type BackupSource, writeBackup } from './write-backup.ts';
