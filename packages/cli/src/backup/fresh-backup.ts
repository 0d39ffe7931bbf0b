import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { findBackups, type Manifest, requestFileOf } from '@waylight/backup';
import { refusedFailure, usageFailure } from '../failure.ts';
import { selectBackup } from './select-backup.ts';
import type { ServiceFiles } from './service-files.ts';

/** A running service sees a request within a second. */
const SEEN_MS = 5_000;
const WRITTEN_MS = 60_000;
const POLL_MS = 100;
/** A running service writes a backup every hour. */
const MAX_AGE_MS = 2 * 3_600_000;

/** Lets the running service write a backup. If it does not run, its newest backup must be young. */
export async function getFreshBackup(service: ServiceFiles, signal: AbortSignal): Promise<Manifest> {
  const { backups, subject } = service;
  const newest = (): string | undefined =>
    existsSync(backups) ? findBackups(backups, subject)[0]?.manifest?.createdAt : undefined;
  const before = newest();
  if (existsSync(backups) && (await isRequestSeen(service, signal))) {
    const isWritten = await waitFor(() => newest() !== before, WRITTEN_MS, signal);
    if (isWritten) return selectBackup(backups, service);
    throw refusedFailure(
      `the service has not written a backup within ${WRITTEN_MS / 1_000} s`,
      'See its log: the disk may be full, or Kafka unreachable.',
    );
  }
  const manifest = selectBackup(backups, service);
  if (Date.now() - Date.parse(manifest.createdAt) > MAX_AGE_MS)
    throw refusedFailure(
      `the service does not run, and its newest backup is of ${manifest.createdAt}`,
      'Start it, or see its log.',
    );
  return manifest;
}

async function isRequestSeen({ backups, subject }: ServiceFiles, signal: AbortSignal): Promise<boolean> {
  const file = requestFileOf(backups, subject);
  try {
    rmSync(file, { force: true });
    writeFileSync(file, '', { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : 'unknown';
    throw usageFailure(
      `cannot write ${file} (${code})`,
      'Run this command as root, or as the user of the service.',
    );
  }
  try {
    return await waitFor(() => !existsSync(file), SEEN_MS, signal);
  } finally {
    rmSync(file, { force: true });
  }
}

async function waitFor(isDone: () => boolean, longestMs: number, signal: AbortSignal): Promise<boolean> {
  for (let waitedMs = 0; !isDone(); waitedMs += POLL_MS) {
    if (waitedMs >= longestMs) return false;
    await wait(POLL_MS, undefined, { signal });
  }
  return true;
}
