import type { ServiceAudit } from '@waylight/audit';
import {
  type Backups,
  backupFolderOf,
  createBackupGauges,
  createBackups,
  insightsBackup,
  writeBackup,
} from '@waylight/backup';
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
  return createBackups({
    folder: backupFolderOf(config.databaseFile),
    subject: insightsBackup(config.auditName),
    write: async () => backUpInsights(inputs, database, audit),
    metrics: createBackupGauges(metrics, { service: 'insights', of: 'database and audit' }),
    nowMs: now,
    log,
  });
}
