export {
  type Authorizer,
  accessDeniedError,
  type CallRequest,
  createAuthorizer,
  opsAuthorizer,
  type Principal,
  principalOf,
} from './authorize/authorizer.ts';
export {
  changeRegistryFile,
  RegistryChangeError,
  type RegistryChangeResult,
  readRegistryFile,
} from './file/change-registry-file.ts';
export {
  type LiveRegistry,
  openRegistry,
  type RegistryDecision,
  type RegistryVersion,
} from './file/live-registry.ts';
export type { RegistryAuditLine } from './file/registry-audit.ts';
export { changeRegistry, type RegistryChange } from './pure/registry/change-registry.ts';
export {
  authorityUri,
  type Certificate,
  type Identity,
  nodeName,
  officerUri,
  operatorUri,
  organisationUri,
  serviceUri,
} from './pure/registry/identity.ts';
export { parseRegistry, type Registry } from './pure/registry/registry.ts';
export {
  type Authority,
  isMember,
  type Officer,
  type Organisation,
  REVOCATION_REASONS,
  type RegistryContent,
  type Revocation,
} from './pure/registry/registry-content.ts';
export {
  findLeadViolations,
  findSuccessionProblems,
} from './pure/registry/registry-succession.ts';
export {
  accessTo,
  endpointsOf,
  hasEndpoint,
  NO_ROUTE,
  SERVERS,
  type ServerName,
} from './pure/table/access-table.ts';
export {
  AUDIENCE_OF_CALLER,
  CALLER_KINDS,
  type CallerKind,
  callerKinds,
  classifyCaller,
} from './pure/table/caller-kind.ts';
export { ACCESSES, type Access } from './pure/table/rule.ts';
