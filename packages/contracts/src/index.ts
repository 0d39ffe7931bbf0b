export { descriptorSet } from './descriptors.ts';
export {
  AGGREGATION_GROUP,
  aclsOf,
  aggregationPrincipal,
  INSIGHTS_PRINCIPAL,
  kafkaPrincipal,
  LOG_ADMINISTRATOR_NAME,
  LOG_BROKER_NAME,
  LOG_CLIENT_NAMES,
  type LogAcl,
  type LogOperation,
  type LogPrincipal,
  type LogRule,
  nodePrincipal,
  regionPrincipals,
} from './log-acl.ts';
export { SERVICE_PORTS } from './ports.ts';
export {
  AUDIT_KEPT_MONTHS,
  BACKUPS_KEPT_DAYS,
  COMPACTED_AFTER_MS,
  DRAFTS_KEPT_MS,
  ERASED_FROM_LOG_WITHIN_MS,
  NOTES_KEPT_MS,
  REPORTS_KEPT_MIN_MONTHS,
  REPORTS_KEPT_MONTHS,
  RESTORE_JOURNAL_KEPT_MS,
  RETENTION_RULES,
  RETRACTIONS_KEPT_MS,
  SAVED_VIEWS_KEPT_MS,
  SERVICE_LOGS_KEPT_MS,
  WATCHED_CHANGES_KEPT_MS,
  WATCHES_KEPT_MS,
} from './retention.ts';
export { freshnessKey } from './status-keys.ts';
export type { NodeCountry, TopicSpec } from './topics.ts';
export {
  activityTopic,
  auditHeadsTopic,
  DEAD_LETTERS_TOPIC,
  DEFAULT_PARTITIONS,
  heartbeatTopic,
  INSIGHTS_AUDIT_HEADS_TOPIC,
  NODE_COUNTRIES,
  progressTopic,
  REGION_AUDIT_HEADS_TOPIC,
  RELEASES_TOPIC,
  reportsTopic,
  restoreJournalTopic,
  topicRegistry,
} from './topics.ts';
