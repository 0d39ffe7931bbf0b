export {
  createDoorkeeper,
  type Doorkeeper,
  type Guest,
  type Knock,
  refusal,
} from './authorize/doorkeeper.ts';
export { opsGate } from './authorize/ops-gate.ts';
export type { AuditLine } from './file/audit.ts';
export { type LiveRegistry, openRegistry } from './file/live-registry.ts';
export { makeNextVersion, RegistryStepError, readRegistryFile, type Step } from './file/next-version.ts';
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
export { beyondLead, nextRegistry } from './pure/registry/next-registry.ts';
export type {
  Authority,
  Officer,
  Organisation,
  Registry,
  RegistryContent,
  Revocation,
} from './pure/registry/registry.ts';
export { isMember, parseRegistry, REVOCATION_REASONS } from './pure/registry/registry.ts';
export {
  CALLER_KINDS,
  type CallerKind,
  CIRCLES,
  callerKindOf,
  callerKinds,
} from './pure/table/caller-kind.ts';
export { ACCESSES, type Access } from './pure/table/rule.ts';
export { accessTo, doorsOf, hasDoor, NO_ROUTE, SERVERS, type ServerName } from './pure/table/table.ts';
