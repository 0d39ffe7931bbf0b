// What checking a released table needs, for browsers too: nothing here stands on Node.js. How a signature is tried is theirs.
export { checkExported } from './check-exported.ts';
export { type ExportedTable, parseExported, TOTAL } from './exported-schema.ts';
export type { ReleaseKey } from './release-keys.ts';
export { judgeSignature, type SignatureCheck, signatureToTry, signedBytes } from './signature-check.ts';
