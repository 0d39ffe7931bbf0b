export type { AuditLine } from './audit.ts';
export { type LiveRegistry, openRegistry } from './live-registry.ts';
export { makeNextVersion, RegistryStepError, readRegistryFile, type Step } from './next-version.ts';
