export type { Identity } from './identity.ts';
export { createPseudonymiser, type MatchKey, type MatchPurpose, type Pseudonymiser } from './match-keys.ts';
export { contentDigest, ledgerKey, reportReference } from './report-digests.ts';
export { type IdentityViolation, validateIdentity } from './validate-identity.ts';
