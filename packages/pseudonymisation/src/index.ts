export type { Identity } from './identity.ts';
export { contentDigest, ledgerKey, reportReference } from './report-digests.ts';
export { type IdentityViolation, validateIdentity } from './validate-identity.ts';
