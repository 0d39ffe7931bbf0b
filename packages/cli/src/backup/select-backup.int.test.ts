import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeBackup } from '@waylight/backup';
import { expect, it, onTestFinished } from 'vitest';
import { findBackupFolder } from './select-backup.ts';

it('a backup is found in folders with a dot, such as that of a trial', () => {
  const below = mkdtempSync(join(tmpdir(), 'snapshot-'));
  onTestFinished(() => rmSync(below, { recursive: true }));
  const folder = join(below, 'srv', '.waylight', 'backups');
  mkdirSync(folder, { recursive: true });
  const service = { subject: nodeBackup('MK') };
  expect(() => findBackupFolder(below, service)).toThrow('the snapshot has no backup of the ledger of MK');
  writeFileSync(join(folder, 'node-20261129T120000Z.json'), '{}');
  expect(findBackupFolder(below, service)).toBe(folder);
});
