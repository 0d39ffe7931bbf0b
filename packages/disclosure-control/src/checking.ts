// Functions that check a released table. Browsers load them, so that they use no Node.js; browsers verify signatures on their own.
export { checkExportedTable } from './release/check-exported-table.ts';
export { type ExportedTable, parseExportedTable, TOTAL } from './release/exported-table-schema.ts';
export type { ReleaseKey } from './release/release-keys.ts';
export {
  bytesToSign,
  evaluateSignature,
  findSignatureKey,
  type SignatureCheck,
} from './release/signature-check.ts';
