import { rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { usageFailure } from '../failure.ts';
import { temporaryFolder } from './owned-files.ts';
import type { openRepository } from './restic.ts';
import { findBackupFolder } from './select-backup.ts';
import type { ServiceFiles } from './service-files.ts';

export type RepositoryFlags = { readonly repository?: string; readonly passwordFile?: string };

/** Address of the repository, for the timer that ships backups. */
const REPOSITORY_VARIABLE = 'WAYLIGHT_BACKUP_REPOSITORY';
/** Services that share a repository share its password. */
const PASSWORD_VARIABLE = 'WAYLIGHT_BACKUP_PASSWORD_FILE';

export const withRepositoryFlags = (command: Command): Command =>
  command
    .option(
      '--repository <address>',
      `restic repository: a folder, or sftp:user@host:/path (default: ${REPOSITORY_VARIABLE})`,
    )
    .option(
      '--password-file <file>',
      `its password (default: ${PASSWORD_VARIABLE}, or backup-password next to the key of the service)`,
    );

export type NamedRepository = { readonly address: string; readonly passwordFile: string };

/** Undefined if neither the flags nor the variables name a repository. */
export function findRepository(
  { cwd }: CommandContext,
  flags: RepositoryFlags,
  { keyFile, variables }: Pick<ServiceFiles, 'keyFile' | 'variables'>,
): NamedRepository | undefined {
  const address = flags.repository ?? variables[REPOSITORY_VARIABLE];
  const passwordFile = resolve(
    cwd,
    flags.passwordFile ?? variables[PASSWORD_VARIABLE] ?? join(dirname(keyFile), 'backup-password'),
  );
  // A relative folder is relative to the command's folder; sftp:… and other addresses are restic's.
  return address === undefined
    ? undefined
    : { address: /^[a-z0-9]+:/.test(address) ? address : resolve(cwd, address), passwordFile };
}

export const noRepository = () =>
  usageFailure(
    'no place for the backups is set',
    `Name a restic repository: --repository, or ${REPOSITORY_VARIABLE}.`,
  );

/** Fetches a snapshot into a temporary folder, and removes it after `use`. */
export async function withSnapshot<T>(
  repository: ReturnType<typeof openRepository>,
  service: ServiceFiles,
  snapshot: string,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = temporaryFolder(service.folder, 'fetched-');
  try {
    await repository.fetch(snapshot, service.tag, folder);
    return await use(findBackupFolder(folder, service));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
