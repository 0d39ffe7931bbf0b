export { fileDigest, keysRead, registryDecided, whatIsAtStart } from './at-start.ts';
export { AUDIT_CUT, AUDIT_TABLES, type AuditRows, createAuditRows } from './audit-rows.ts';
export { type AuditDoor, auditHandlers } from './door.ts';
export { AuditFileError } from './file/audit-file.ts';
export { chainGauge, createHeadComparison, createHeadPublisher, readHeads } from './heads.ts';
export { partyOf, refusalOf } from './parties.ts';
export { type AuditRecorder, createAuditRecorder } from './recorder.ts';
export { type KeptHere, type RetentionDoor, retentionHandlers } from './retention.ts';
export { createServiceAudit, type ServiceAudit } from './service-audit.ts';
