import type { ServiceAudit } from '@waylight/audit';
import { type Backups, backupFolderOf, createBackups, insightsBackup, writeBackup } from '@waylight/backup';
import type { SqliteDatabase } from '@waylight/sqlite';
import type { Inputs } from '../inputs.ts';

type Copied = Pick<SqliteDatabase, 'file' | 'prepare' | 'copyTo'>;

/** Backs up database and audit. The audit is copied last, so that it has an entry for each decision in the database. */
export function backUpInsights({ config, now }: Inputs, database: Copied, audit: ServiceAudit) {
  return writeBackup(
    [
      { name: 'database', database },
      { name: 'audit', database: audit.database() },
    ],
    {
      folder: backupFolderOf(config.databaseFile),
      subject: insightsBackup(config.auditName),
      nowMs: now(),
    },
  );
}

export function createInsightsBackups(inputs: Inputs, database: Copied, audit: ServiceAudit): Backups {
  const { config, metrics, now, log } = inputs;
  const lastBackup = metrics.gauge({
    name: 'waylight_insights_last_backup_timestamp_seconds',
    help: 'Time of the newest backup of database and audit on this machine',
  });
  const lastBackupCheck = metrics.gauge({
    name: 'waylight_insights_last_backup_check_timestamp_seconds',
    help: 'Time of the last successful check of a backup (waylight restore --check)',
  });
  return createBackups({
    folder: backupFolderOf(config.databaseFile),
    subject: insightsBackup(config.auditName),
    write: async () => backUpInsights(inputs, database, audit),
    metrics: {
      setLastBackup: (atMs) => lastBackup.set(atMs / 1000),
      setLastBackupCheck: (atMs) => lastBackupCheck.set(atMs / 1000),
    },
    nowMs: now,
    log,
  });
}
