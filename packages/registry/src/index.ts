export type { Identity, Organisation, Registry } from './registry.ts';
export { isMember, operatorUri, organisationUri, parseRegistry } from './registry.ts';
