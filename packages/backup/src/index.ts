export { type FoundBackup, findBackups, findWrongBytes, findWrongContent } from './check-backup.ts';
export { countRows } from './database-facts.ts';
export { type Manifest, stampOf } from './manifest.ts';
export { type BackupSource, type BackupTarget, writeBackup } from './write-backup.ts';
