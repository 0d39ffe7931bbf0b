import { join } from 'node:path';
import { findNode, type NodeFlags, readLedgerKey, withNodeFlags } from '../backup/node-files.ts';
import {
  findRepository,
  noRepository,
  type RepositoryFlags,
  tagOf,
  withRepositoryFlags,
  withSnapshot,
} from '../backup/node-repository.ts';
import { ensurePasswordFile, openRepository } from '../backup/restic.ts';
import { checkByRestoring } from '../backup/restore-ledger.ts';
import { describeBackup, describeChecked, selectBackup } from '../backup/select-backup.ts';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refusedFailure } from '../failure.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';

type BackupFlags = NodeFlags & RepositoryFlags & { readonly dryRun?: true; readonly format: DocumentFormat };

export const defineBackup: DefineCommand = (command, context) => {
  command.description(
    "Stores the newest backup of a node's ledger in a restic repository, encrypted, and proves it: it is fetched back, " +
      'restored into a temporary folder, and checked. Removes backups that are older than 30 days. The node itself writes ' +
      'a backup every hour. Creates repository and password at the first time.',
  );
  withRepositoryFlags(withNodeFlags(command))
    .option('--dry-run', 'say what would be stored where')
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExamples:\n  npx waylight backup --repository /mnt/usb/waylight --env-file /etc/waylight/intake.env' +
        '\n  npx waylight backup --repository sftp:backup@nas.example.org:/waylight --env-file /etc/waylight/intake.env',
    )
    .action(context.action((flags: BackupFlags) => backUp(context, flags)));
};

/** The node writes one every hour. */
const MAX_AGE_MS = 2 * 3_600_000;

async function backUp(context: CommandContext, flags: BackupFlags): Promise<ExitCode> {
  const node = await findNode(context, flags);
  const named = findRepository(context, flags, node);
  if (named === undefined) throw noRepository();
  const manifest = selectBackup(node.backups, node);
  const nowMs = Date.now();
  if (nowMs - Date.parse(manifest.createdAt) > MAX_AGE_MS)
    throw refusedFailure(
      `the newest backup of the node is of ${manifest.createdAt}`,
      'The node writes one every hour: start it, or see its log.',
    );
  const stored = { backup: manifest, repository: named.address };
  if (flags.dryRun === true) {
    if (flags.format === 'json') context.printJson({ outcome: 'would-be-stored', ...stored });
    else
      context.print(`would be stored in ${named.address}: ${describeBackup(manifest)}\nNothing was changed.`);
    return EXIT.ok;
  }
  const key = await readLedgerKey(node);
  const isNewPassword = ensurePasswordFile(named.passwordFile);
  const repository = openRepository({ ...named, signal: context.signal });
  await repository.create();
  const files = [manifest.file, manifest.file.replace('.sqlite', '.json')].map((name) =>
    join(node.backups, name),
  );
  await repository.add(files, tagOf(node));
  const proven = await withSnapshot(repository, node, 'latest', async (from) => {
    const fetched = selectBackup(from, node);
    return checkByRestoring({ manifest: fetched, from, to: node.folder, key, nowMs }, ({ rows }) => ({
      sha256: fetched.sha256,
      rows,
    }));
  });
  if (proven.sha256 !== manifest.sha256)
    throw refusedFailure('the repository returned another backup than it was given');
  const snapshots = await repository.snapshots(tagOf(node));
  if (flags.format === 'json')
    context.printJson({ outcome: 'stored', ...stored, snapshots: snapshots.length, isNewPassword });
  else
    context.print(
      [
        `stored in ${named.address}, fetched back and restored: ${describeChecked(manifest, proven.rows)}`,
        `The repository has ${snapshots.length} backups of ${node.country}, the oldest of ${snapshots[0]?.time.slice(0, 10) ?? '–'}.`,
        ...(isNewPassword
          ? [
              `The new password is in ${named.passwordFile}. Without it and the keys file no backup can be read:`,
              'keep both offline, on another medium than the backups.',
            ]
          : []),
      ].join('\n'),
    );
  return EXIT.ok;
}
