import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { findBackupFolder } from './select-backup.ts';

it('a backup is found in folders with a dot, such as that of a trial', () => {
  const below = mkdtempSync(join(tmpdir(), 'snapshot-'));
  onTestFinished(() => rmSync(below, { recursive: true }));
  const folder = join(below, 'srv', '.waylight', 'backups');
  mkdirSync(folder, { recursive: true });
  expect(() => findBackupFolder(below)).toThrow('the snapshot has no backup of a ledger');
  writeFileSync(join(folder, 'ledger-20261129T120000Z.json'), '{}');
  expect(findBackupFolder(below)).toBe(folder);
});
