import { rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { Variables } from '../doctor/installation.ts';
import { usageFailure } from '../failure.ts';
import type { NodeFiles } from './node-files.ts';
import type { openRepository } from './restic.ts';
import { temporaryFolder } from './restore-ledger.ts';
import { findBackupFolder } from './select-backup.ts';

export type RepositoryFlags = { readonly repository?: string; readonly passwordFile?: string };

/** Address of the repository, for the timer that ships backups. */
const REPOSITORY_VARIABLE = 'WAYLIGHT_BACKUP_REPOSITORY';

export const withRepositoryFlags = (command: Command): Command =>
  command
    .option(
      '--repository <address>',
      `restic repository: a folder, or sftp:user@host:/path (default: ${REPOSITORY_VARIABLE})`,
    )
    .option('--password-file <file>', 'its password (default: backup-password next to the keys file)');

export type NamedRepository = { readonly address: string; readonly passwordFile: string };

/** Undefined if neither the flags nor the variables name a repository. */
export function findRepository(
  { cwd }: CommandContext,
  flags: RepositoryFlags,
  { keysFile, variables }: NodeFiles & { readonly variables: Variables },
): NamedRepository | undefined {
  const address = flags.repository ?? variables[REPOSITORY_VARIABLE];
  const passwordFile = resolve(cwd, flags.passwordFile ?? join(dirname(keysFile), 'backup-password'));
  // A relative folder is relative to the command's folder; sftp:… and other addresses are restic's.
  return address === undefined
    ? undefined
    : { address: /^[a-z0-9]+:/.test(address) ? address : resolve(cwd, address), passwordFile };
}

export const noRepository = () =>
  usageFailure(
    'where are the backups to be stored?',
    `Name a restic repository: --repository, or ${REPOSITORY_VARIABLE}.`,
  );

export const tagOf = ({ country }: NodeFiles): string => `ledger-${country}`;

/** Fetches a snapshot into a temporary folder, and removes it after `use`. */
export async function withSnapshot<T>(
  repository: ReturnType<typeof openRepository>,
  node: NodeFiles,
  snapshot: string,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = temporaryFolder(node.folder, 'fetched-');
  try {
    await repository.fetch(snapshot, tagOf(node), folder);
    return await use(findBackupFolder(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
