export { normalisedDocumentNumber } from './document-number.ts';
export type { Identity } from './identity.ts';
export { createPseudonymiser, type MatchKey, type MatchPurpose, type Pseudonymiser } from './match-keys.ts';
export { NAME_READINGS, type NameReading, nameSkeleton } from './name-skeleton.ts';
export { normalisedPhone } from './phone.ts';
export { contentDigest, reportReference } from './report-digests.ts';
export { type IdentityViolation, validateIdentity } from './validate-identity.ts';
