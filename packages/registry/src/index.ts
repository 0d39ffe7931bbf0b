export { changeRegistry, type RegistryChange } from './change-registry.ts';
export { beyondLead, nextRegistry } from './next-registry.ts';
export type {
  Certificate,
  Identity,
  Organisation,
  Registry,
  RegistryContent,
  Revocation,
} from './registry.ts';
export {
  isMember,
  operatorUri,
  organisationUri,
  parseRegistry,
  REVOCATION_REASONS,
} from './registry.ts';
