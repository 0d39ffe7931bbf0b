export { changeRegistry, type RegistryChange } from './change-registry.ts';
export {
  authorityUri,
  type Certificate,
  type Identity,
  nodeName,
  officerUri,
  operatorUri,
  organisationUri,
  serviceUri,
} from './identity.ts';
export { beyondLead, nextRegistry } from './next-registry.ts';
export type {
  Authority,
  Officer,
  Organisation,
  Registry,
  RegistryContent,
  Revocation,
} from './registry.ts';
export { isMember, parseRegistry, REVOCATION_REASONS } from './registry.ts';
