import { join } from 'node:path';
import { checkByRestoring } from '../backup/check-by-restoring.ts';
import { getFreshBackup } from '../backup/fresh-backup.ts';
import { recordCheck } from '../backup/record-check.ts';
import {
  findRepository,
  noRepository,
  type RepositoryFlags,
  withRepositoryFlags,
  withSnapshot,
} from '../backup/repository.ts';
import { ensurePasswordFile, openRepository } from '../backup/restic.ts';
import { describeBackup, describeChecked, filesOfBackup, selectBackup } from '../backup/select-backup.ts';
import {
  findService,
  readDatabaseKey,
  type ServiceFlags,
  withServiceFlags,
} from '../backup/service-files.ts';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refusedFailure } from '../failure.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';

type BackupFlags = ServiceFlags &
  RepositoryFlags & { readonly dryRun?: true; readonly format: DocumentFormat };

export const define: DefineCommand = (command, context) => {
  command.description(
    'Stores a backup of a node, of insights or of aggregation in a restic repository, encrypted, and proves it: it is ' +
      'fetched back, restored into a temporary folder, and checked. The running service writes the backup now; without it ' +
      'the newest one is used, which must be younger than two hours. Removes backups that are older than 30 days. Creates ' +
      'repository and password at the first time. Run it on the machine of the service, as root or as its user.',
  );
  withRepositoryFlags(withServiceFlags(command))
    .option('--dry-run', 'say what would be stored where')
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExamples:\n  waylight backup --repository /mnt/usb/waylight --env-file /srv/waylight/intake.env' +
        '\n  waylight backup --repository sftp:backup@nas.example.org:/waylight --env-file /srv/waylight/insights.env',
    )
    .action(context.action((flags: BackupFlags) => backUp(context, flags)));
};

async function backUp(context: CommandContext, flags: BackupFlags): Promise<ExitCode> {
  const service = await findService(context, flags);
  const named = findRepository(context, flags, service);
  if (named === undefined) throw noRepository();
  if (flags.dryRun === true) {
    const manifest = selectBackup(service.backups, service);
    if (flags.format === 'json')
      context.printJson({ outcome: 'would-be-stored', backup: manifest, repository: named.address });
    else
      context.print(
        `would be stored in ${named.address}: ${describeBackup(manifest)}, or a newer one that the service writes` +
          '\nNothing was changed.',
      );
    return EXIT.ok;
  }
  const key = await readDatabaseKey(service);
  const isNewPassword = ensurePasswordFile(named.passwordFile);
  const manifest = await getFreshBackup(service, context.signal);
  const repository = openRepository({ ...named, signal: context.signal });
  await repository.create();
  const files = filesOfBackup(manifest).map((name) => join(service.backups, name));
  await repository.add(files, service.tag);
  const proven = await withSnapshot(repository, service, 'latest', async (from) => {
    const fetched = selectBackup(from, service);
    return checkByRestoring({ manifest: fetched, from, service, key, nowMs: Date.now() }, ({ rows }) => ({
      manifest: fetched,
      rows,
    }));
  });
  if (JSON.stringify(proven.manifest) !== JSON.stringify(manifest))
    throw refusedFailure('the repository returned another backup than it was given');
  recordCheck(service, Date.now());
  const snapshots = await repository.snapshots(service.tag);
  if (flags.format === 'json')
    context.printJson({
      outcome: 'stored',
      backup: manifest,
      repository: named.address,
      snapshots: snapshots.length,
      isNewPassword,
    });
  else
    context.print(
      [
        `stored in ${named.address}, fetched back and restored: ${describeChecked(manifest, proven)}`,
        `The repository has ${snapshots.length} backups of ${service.tag}, the oldest of ${snapshots[0]?.time.slice(0, 10) ?? '–'}.`,
        ...(isNewPassword
          ? [
              `The new password is in ${named.passwordFile}. Without it${service.country === undefined ? '' : ' and the keys file'} no backup can be read:`,
              'keep it offline, on another medium than the backups.',
            ]
          : []),
      ].join('\n'),
    );
  return EXIT.ok;
}
