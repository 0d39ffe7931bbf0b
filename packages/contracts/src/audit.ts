export type { AuditServiceServer } from './gen/waylight/audit/v1/audit.ts';
export {
  AuditBeginning,
  AuditChain,
  AuditCut,
  AuditEntry,
  AuditHead,
  AuditKind,
  AuditLink,
  AuditOutcome,
  AuditParty,
  AuditServiceClient,
  AuditServiceService,
  ChainProblem,
  ListEntriesRequest,
  ListEntriesResponse,
  VerifyChainRequest,
  VerifyChainResponse,
} from './gen/waylight/audit/v1/audit.ts';
export {
  GetRetentionRequest,
  GetRetentionResponse,
  RetentionServiceClient,
  RetentionServiceService,
  RetentionSubject,
} from './gen/waylight/audit/v1/retention.ts';
