export {
  type Actor,
  ANONYMOUS_ACTOR,
  type AuditEvent,
  encodeEntry,
  SERVICE_ACTOR,
} from './chain/audit-event.ts';
export {
  type Chain,
  genesisHash,
  hashEntry,
  type Link,
  type PrunePoint,
  SALT_BYTES,
} from './chain/chain.ts';
export { findPrunePoint, isExpired } from './chain/pruning.ts';
export {
  type ChainFault,
  type ChainStart,
  type ChainVerdict,
  type ChainVerifier,
  createChainVerifier,
  type KnownHead,
  verifyChain,
} from './chain/verify-chain.ts';
export { accessRefusedEvent, toActor } from './trail/actors.ts';
export { type AuditEndpoint, auditHandlers } from './trail/audit-handlers.ts';
export {
  AUDIT_TABLES,
  type AuditStore,
  createAuditStore,
} from './trail/audit-store.ts';
export { createChainComparison, createChainGauge, createChainHeadPublisher } from './trail/chain-heads.ts';
export { AuditFileError } from './trail/file/audit-file.ts';
export { type ChainHeads, readChainHeads } from './trail/read-chain-heads.ts';
export { type AuditRecorder, createAuditRecorder } from './trail/recorder.ts';
export {
  type RetainedSubject,
  type RetentionEndpoint,
  retentionHandlers,
} from './trail/retention-handlers.ts';
export {
  chainNameField,
  createServiceAudit,
  createStartEvents,
  keysReadEvent,
  registryDecisionEvent,
  type ServiceAudit,
  shortDigest,
} from './trail/service-audit.ts';
