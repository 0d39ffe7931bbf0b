export type { AuditServiceServer } from './gen/waylight/audit/v1/audit.ts';
export {
  AuditActor,
  AuditChain,
  AuditChainHead,
  AuditChainStart,
  AuditEntry,
  AuditKind,
  AuditLink,
  AuditOutcome,
  AuditPrunePoint,
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
