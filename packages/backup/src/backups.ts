import { existsSync, readFileSync, rmSync } from 'node:fs';
import { type Component, type Logger, monotonicMs, repeatUntilStopped } from '@waylight/service-kit';
import { findBackups } from './check-backup.ts';
import type { Manifest } from './manifest.ts';
import { type BackupSubject, checkFileOf, requestFileOf } from './subject.ts';
import { createBackupFolder } from './write-backup.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const POLL_MS = 1_000;

export type BackupOptions = {
  readonly folder: string;
  readonly subject: BackupSubject;
  readonly write: () => Promise<Manifest>;
  readonly metrics: BackupMetrics;
  readonly nowMs: () => number;
  readonly log: Logger;
};

export type BackupMetrics = {
  readonly setLastBackup: (atMs: number) => void;
  readonly setLastBackupCheck: (atMs: number) => void;
};

export type Backups = Component & {
  /** Lets the next backup begin within a minute. */
  readonly expedite: () => void;
};

/**
 * Backs up a service every hour, and when `waylight backup` requests it. After a start it waits until the newest backup is an
 * hour old.
 */
export function createBackups({ folder, subject, write, metrics, nowMs, log }: BackupOptions): Backups {
  const requestFile = requestFileOf(folder, subject);
  let dueMs = 0;
  let failures = 0;
  const isDue = (): boolean => {
    if (!existsSync(requestFile)) return monotonicMs() >= dueMs;
    rmSync(requestFile);
    return true;
  };
  const repeated = repeatUntilStopped({
    name: 'backups',
    everyMs: POLL_MS,
    onError: (error) => {
      log.error('a backup failed; trying again within an hour', { error });
      dueMs = monotonicMs() + Math.min(HOUR_MS, MINUTE_MS * 2 ** failures++);
    },
    work: async () => {
      const checkedMs = readCheckTime(folder, subject);
      if (checkedMs !== undefined) metrics.setLastBackupCheck(checkedMs);
      if (!isDue()) return undefined;
      const { createdAt } = await write();
      metrics.setLastBackup(Date.parse(createdAt));
      dueMs = monotonicMs() + HOUR_MS;
      failures = 0;
      return undefined;
    },
  });
  return {
    name: repeated.name,
    start: (signal) => {
      createBackupFolder(folder);
      const newest = findBackups(folder, subject).find(({ manifest }) => manifest !== undefined)?.manifest;
      if (newest !== undefined) {
        const createdMs = Date.parse(newest.createdAt);
        metrics.setLastBackup(createdMs);
        dueMs = monotonicMs() + Math.min(HOUR_MS, createdMs + HOUR_MS - nowMs());
      }
      return repeated.start(signal);
    },
    expedite: () => {
      dueMs = Math.min(dueMs, monotonicMs() + MINUTE_MS);
    },
  };
}

/** The time of the last successful check; undefined without one. */
export function readCheckTime(folder: string, subject: BackupSubject): number | undefined {
  const file = checkFileOf(folder, subject);
  if (!existsSync(file)) return undefined;
  const atMs = Date.parse(readFileSync(file, 'utf8'));
  return Number.isNaN(atMs) ? undefined : atMs;
}
