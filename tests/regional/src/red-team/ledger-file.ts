import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeCountry } from '@waylight/contracts';
import { ledgerKey } from '@waylight/pseudonymisation';
import { openEncryptedSqlite } from '@waylight/testing';

/** Opens a node's ledger with its keys file, like an insider with the machine. */
export function openLedgerFile(dataDir: string, country: NodeCountry) {
  const { contentKey } = JSON.parse(readFileSync(join(dataDir, 'keys', `node-${country}.json`), 'utf8'));
  const key = ledgerKey(Buffer.from(contentKey, 'base64'), country);
  return openEncryptedSqlite(join(dataDir, 'nodes', country, 'ledger.sqlite'), key);
}
