import { safeToLog } from '@waylight/service-kit';

/** The disk has no space for a copy. */
export class BackupSpaceError extends Error {
  override readonly name = 'BackupSpaceError';
  readonly code = 'BACKUP_SPACE';
  readonly [safeToLog] = true;

  constructor(folder: string) {
    super(`the disk of ${folder} has no space for a backup: free at least twice the size of the database`);
  }
}
