// What checking a released table needs, for browsers too: nothing here stands on Node.js. How a signature is tried is theirs.
export { checkExportedTable } from './release/check-exported-table.ts';
export { type ExportedTable, parseExportedTable, TOTAL } from './release/exported-table-schema.ts';
export type { ReleaseKey } from './release/release-keys.ts';
export {
  bytesToSign,
  evaluateSignature,
  findSignatureKey,
  type SignatureCheck,
} from './release/signature-check.ts';
