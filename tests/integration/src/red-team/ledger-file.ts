import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeCountry } from '@waylight/contracts';
import { ledgerKey } from '@waylight/pseudonymisation';
import Sqlite from 'better-sqlite3-multiple-ciphers';

/** A node's ledger as whoever has the machine opens it: its file, and its keys file. */
export function openLedgerFile(dataDir: string, country: NodeCountry): Sqlite {
  const { contentKey } = JSON.parse(readFileSync(join(dataDir, 'keys', `node-${country}.json`), 'utf8'));
  const key = ledgerKey(Buffer.from(contentKey, 'base64'), country);
  const file = new Sqlite(join(dataDir, 'nodes', country, 'ledger.sqlite'), { timeout: 0 });
  file.pragma("cipher = 'aegis'");
  file.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
  return file;
}
