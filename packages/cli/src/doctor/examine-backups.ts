import { findBackups, readCheckTime } from '@waylight/backup';
import { findRepository, type RepositoryFlags } from '../backup/repository.ts';
import { openRepository } from '../backup/restic.ts';
import type { ServiceFiles } from '../backup/service-files.ts';
import type { CommandContext } from '../command-context.ts';
import { CommandFailure } from '../failure.ts';
import { attention, type Finding } from '../installation/finding.ts';
import {
  checkNewestBackup,
  checkRestoreTest,
  checkSnapshots,
  noRepositoryFinding,
  unreadableRepositoryFinding,
} from './check-backups.ts';

/** Checks the backups of services on this machine and in their repository. */
export async function examineBackups(
  context: CommandContext,
  flags: RepositoryFlags,
  findServices: () => readonly ServiceFiles[],
  nowMs: number,
): Promise<Finding[]> {
  let services: readonly ServiceFiles[];
  try {
    services = findServices();
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return [attention('backups', 'services', `not checked: ${error.message}`, error.details.join(' '))];
  }
  const findings = await Promise.all(
    services.map(async (service) => [
      ...examineFolder(service, nowMs),
      ...(await examineRepository(context, flags, service, nowMs)),
    ]),
  );
  return findings.flat();
}

function examineFolder({ backups, subject }: ServiceFiles, nowMs: number): Finding[] {
  const newest = findBackups(backups, subject).find(({ manifest }) => manifest !== undefined)?.manifest;
  return [
    checkNewestBackup(backups, newest && Date.parse(newest.createdAt), nowMs),
    checkRestoreTest(backups, readCheckTime(backups, subject), nowMs),
  ];
}

async function examineRepository(
  context: CommandContext,
  flags: RepositoryFlags,
  service: ServiceFiles,
  nowMs: number,
): Promise<Finding[]> {
  const named = findRepository(context, flags, service);
  if (named === undefined) return [noRepositoryFinding()];
  try {
    const snapshots = await openRepository({ ...named, signal: context.signal }).snapshots(service.tag);
    const times = snapshots.map(({ time }) => Date.parse(time)).toSorted((a, b) => a - b);
    return checkSnapshots(named.address, service.tag, times, nowMs);
  } catch (error) {
    if (error instanceof CommandFailure) return [unreadableRepositoryFinding(named.address, error.message)];
    throw error;
  }
}
