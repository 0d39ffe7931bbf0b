// Functions that check a released table. Browsers load this file, so it must not import Node.js modules. Browsers verify
// signatures with their own code.
export { checkExportedTable } from './release/check-exported-table.ts';
export { type ExportedTable, parseExportedTable, TOTAL } from './release/exported-table-schema.ts';
export type { ReleaseKey } from './release/release-keys.ts';
export {
  bytesToSign,
  evaluateSignature,
  findSignatureKey,
  type SignatureCheck,
} from './release/signature-check.ts';
