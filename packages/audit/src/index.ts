export { beginning, type Chain, type Cut, hashAfter, type Link, SALT_BYTES } from './chain/chain.ts';
export { cutAt, isOver } from './chain/cut.ts';
export { encodeEntry, type Happening, NOBODY, type Party, SERVICE } from './chain/entry.ts';
export {
  type Beginning,
  type ChainCheck,
  type ChainFault,
  checkChain,
  type KnownEnd,
  type Verdict,
  verifyChain,
} from './chain/verify-chain.ts';
export { fileDigest, keysRead, registryDecided, whatIsAtStart } from './trail/at-start.ts';
export { AUDIT_TABLES, type AuditRows, createAuditRows } from './trail/audit-rows.ts';
export { chainName } from './trail/chain-name.ts';
export { type AuditDoor, auditHandlers } from './trail/door.ts';
export { AuditFileError } from './trail/file/audit-file.ts';
export {
  chainGauge,
  createHeadComparison,
  createHeadPublisher,
  type Heads,
  readHeads,
} from './trail/heads.ts';
export { partyOf, refusalOf } from './trail/parties.ts';
export { type AuditRecorder, createAuditRecorder } from './trail/recorder.ts';
export { type KeptHere, type RetentionDoor, retentionHandlers } from './trail/retention.ts';
export { createServiceAudit, type ServiceAudit } from './trail/service-audit.ts';
