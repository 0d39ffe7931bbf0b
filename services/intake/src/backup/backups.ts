import { mkdirSync } from 'node:fs';
import { type BackupTarget, findBackups, type Manifest } from '@waylight/backup';
import { type Component, type Logger, repeatUntilStopped } from '@waylight/service-kit';

const HOUR_MS = 3_600_000;

export type BackupOptions = {
  readonly folder: string;
  readonly write: () => Manifest;
  readonly onWritten: (createdAtMs: number) => void;
  readonly nowMs: () => number;
  readonly log: Logger;
};

/** First part of the names of a ledger's backups. */
export const LEDGER = 'ledger';

export const ledgerBackup = (folder: string, country: string, nowMs: number): BackupTarget => ({
  folder,
  kind: LEDGER,
  of: `ledger of ${country}`,
  nowMs,
});

/** Backs up the ledger every hour. After a start it waits until the newest backup is an hour old. */
export function createBackups({ folder, write, onWritten, nowMs, log }: BackupOptions): Component {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const newest = findBackups(folder, LEDGER).find(({ manifest }) => manifest !== undefined)?.manifest;
  const ageMs = newest === undefined ? HOUR_MS : nowMs() - Date.parse(newest.createdAt);
  if (newest !== undefined) onWritten(Date.parse(newest.createdAt));
  return repeatUntilStopped({
    name: 'backups',
    everyMs: HOUR_MS,
    initialDelayMs: Math.min(HOUR_MS, Math.max(0, HOUR_MS - ageMs)),
    backoff: { firstMs: 60_000, lastMs: HOUR_MS },
    onError: (error) =>
      log.error('the ledger could not be backed up; trying again within an hour', { error }),
    work: async () => {
      onWritten(Date.parse(write().createdAt));
      return undefined;
    },
  });
}
