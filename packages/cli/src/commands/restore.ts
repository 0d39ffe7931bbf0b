import { resolve } from 'node:path';
import type { Manifest } from '@waylight/backup';
import { type CheckedCopies, checkByRestoring, requireStopped } from '../backup/check-by-restoring.ts';
import { type Outcome, outcomeLines, type Restored } from '../backup/describe-restored.ts';
import { ensureFolder } from '../backup/owned-files.ts';
import { recordCheck } from '../backup/record-check.ts';
import { findKeptAudit, replaceDatabases } from '../backup/replace-databases.ts';
import {
  findRepository,
  noRepository,
  type RepositoryFlags,
  withRepositoryFlags,
  withSnapshot,
} from '../backup/repository.ts';
import { openRepository } from '../backup/restic.ts';
import { restoreReleases } from '../backup/restore-releases.ts';
import { selectBackup } from '../backup/select-backup.ts';
import {
  findService,
  readDatabaseKey,
  type ServiceFiles,
  type ServiceFlags,
  withServiceFlags,
} from '../backup/service-files.ts';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';

type RestoreFlags = ServiceFlags &
  RepositoryFlags & {
    readonly from?: string;
    readonly backup?: string;
    readonly snapshot?: string;
    readonly check?: true;
    readonly dryRun?: true;
    readonly format: DocumentFormat;
  };

export const define: DefineCommand = (command, context) => {
  command.description(
    "Replaces a node's ledger, insights' database, or aggregation's audit and the releases on the log by a backup. The " +
      'backup is first restored into a temporary folder and checked: bytes, key, structure, rows and audit. Former files ' +
      'stay under other names. An audit stays if it continues that of the backup. Run it as root or as the user of the ' +
      'service: restored files belong to the owner of their folder.',
  );
  withRepositoryFlags(withServiceFlags(command))
    .option('--check', 'only check that the backup can be restored; the service may run')
    .option('--dry-run', 'say what would be done, after the same checks')
    .option(
      '--snapshot <id>',
      'snapshot of the repository, or latest; without it the backups on this machine are used',
    )
    .option('--from <dir>', 'folder of the backups (default: backups in the data folder of the service)')
    .option('--backup <name>', 'name of the backup, such as node-20261129T140000Z (default: the newest)')
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExamples:\n  waylight restore --check --env-file /srv/waylight/intake.env' +
        '\n  waylight restore --snapshot latest --repository /mnt/usb/waylight --env-file /srv/waylight/insights.env',
    )
    .action(context.action((flags: RestoreFlags) => restore(context, flags)));
};

async function restore(context: CommandContext, flags: RestoreFlags): Promise<ExitCode> {
  const service = await findService(context, flags);
  const key = await readDatabaseKey(service);
  // A new machine has only the keys.
  ensureFolder(service.folder, service.keyFile);
  if (flags.check !== true) requireStopped(service, key);
  const nowMs = Date.now();
  const outcome = outcomeOf(flags);
  const restoreFrom = async (from: string) => {
    const manifest = selectBackup(from, service, flags.backup);
    return checkByRestoring({ manifest, from, service, key, nowMs }, (copies) =>
      useCopies(service, copies, { manifest, outcome, nowMs }),
    );
  };
  const restored =
    flags.snapshot === undefined
      ? await restoreFrom(flags.from === undefined ? service.backups : resolve(context.cwd, flags.from))
      : await withSnapshot(openNamed(context, flags, service), service, flags.snapshot, restoreFrom);
  if (flags.format === 'json') {
    const { manifest, ...facts } = restored;
    context.printJson({ outcome, backup: manifest, ...facts });
  } else context.print((await outcomeLines(outcome, service, restored)).join('\n'));
  return EXIT.ok;
}

async function useCopies(
  service: ServiceFiles,
  { files, rows }: CheckedCopies,
  { manifest, outcome, nowMs }: { manifest: Manifest; outcome: Outcome; nowMs: number },
): Promise<Restored> {
  if (outcome === 'can-be-restored') {
    recordCheck(service, nowMs);
    return { manifest, rows };
  }
  const isDryRun = outcome === 'would-be-restored';
  const isAuditKept = await findKeptAudit(service, files, nowMs);
  // First, because it needs Kafka and may be refused.
  const releasesAppended =
    files.releases === undefined
      ? undefined
      : await restoreReleases(service.variables, files.releases, { isDryRun });
  const { former } = isDryRun
    ? { former: [] }
    : replaceDatabases(service, files, { isAuditKept, createdAt: manifest.createdAt, nowMs });
  return { manifest, rows, former, isAuditKept, releasesAppended };
}

function openNamed(context: CommandContext, flags: RestoreFlags, service: ServiceFiles) {
  const named = findRepository(context, flags, service);
  if (named === undefined) throw noRepository();
  return openRepository({ ...named, signal: context.signal });
}

function outcomeOf({ check, dryRun }: RestoreFlags): Outcome {
  if (check === true) return 'can-be-restored';
  return dryRun === true ? 'would-be-restored' : 'restored';
}
