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

/** A topic lacks records of its newest backup: a new backup would replace the last complete copy. */
export class RecordsLostError extends Error {
  override readonly name = 'RecordsLostError';
  readonly code = 'RECORDS_LOST';
  readonly [safeToLog] = true;

  constructor(topic: string, copy: string) {
    super(
      `the topic ${topic} does not have the records of its backup ${copy}: restore them with "waylight restore"; if this is another region, move the backup to another folder`,
    );
  }
}
