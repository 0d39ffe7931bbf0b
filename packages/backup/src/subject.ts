import { dirname, join } from 'node:path';

/** What a backup contains. Services and `waylight restore` use the same names. */
export type BackupSubject = {
  /** First part of the file names. It is unique in its folder. */
  readonly kind: string;
  /** In words: see `Manifest`. */
  readonly of: string;
};

export const nodeBackup = (country: string): BackupSubject => ({ kind: 'node', of: `ledger of ${country}` });

/** Processes of a service have different names of audits, and may share a folder. */
export const insightsBackup = (auditName: string): BackupSubject => ({
  kind: auditName,
  of: `database and audit of ${auditName}`,
});

export const aggregationBackup = (auditName: string): BackupSubject => ({
  kind: auditName,
  of: `audit and releases of ${auditName}`,
});

/** Folder of the backups of a service with this database. */
export const backupFolderOf = (databaseFile: string): string => join(dirname(databaseFile), 'backups');

/** An empty file with this name requests a backup. The service deletes it within a second. */
export const requestFileOf = (folder: string, { kind }: BackupSubject): string =>
  join(folder, `${kind}.request`);

/** Names the backup that an upgrade keeps longer than others: its name without an ending. */
export const keptFileOf = (folder: string, { kind }: BackupSubject): string => join(folder, `${kind}.kept`);

/** The time of the last successful `waylight restore --check`. */
export const checkFileOf = (folder: string, { kind }: BackupSubject): string =>
  join(folder, `${kind}.checked`);

/**
 * Marks a database that was restored without its audit: it contains the time of the copy. The service then repeats decisions
 * from its audit, and deletes the file.
 */
export const restoredFileOf = (databaseFile: string): string => `${databaseFile}.restored`;
