import { resolve } from 'node:path';
import type { Manifest } from '@waylight/backup';
import { findNode, type NodeFlags, readLedgerKey, withNodeFlags } from '../backup/node-files.ts';
import {
  findRepository,
  noRepository,
  type RepositoryFlags,
  withRepositoryFlags,
  withSnapshot,
} from '../backup/node-repository.ts';
import { openRepository } from '../backup/restic.ts';
import {
  type CheckedCopy,
  checkByRestoring,
  replaceLedger,
  requireStopped,
} from '../backup/restore-ledger.ts';
import { describeChecked, formatTime, selectBackup } from '../backup/select-backup.ts';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';

type RestoreFlags = NodeFlags &
  RepositoryFlags & {
    readonly from?: string;
    readonly backup?: string;
    readonly snapshot?: string;
    readonly check?: true;
    readonly dryRun?: true;
    readonly format: DocumentFormat;
  };

export const defineRestore: DefineCommand = (command, context) => {
  command.description(
    "Replaces a node's ledger by a backup. The backup is first restored into a temporary folder and checked: bytes, key, " +
      'structure, rows and audit. The former ledger stays next to it, under another name. Run it as the user of the node.',
  );
  withRepositoryFlags(withNodeFlags(command))
    .option('--check', 'only check that the backup can be restored; the node may run')
    .option('--dry-run', 'say what would be done, after the same checks')
    .option(
      '--snapshot <id>',
      'snapshot of the repository, or latest; without it the backups on this machine are used',
    )
    .option('--from <dir>', "folder of the backups (default: backups in the node's data folder)")
    .option('--backup <name>', 'name of the backup, such as ledger-20261129T140000Z (default: the newest)')
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExamples:\n  npx waylight restore --check --env-file /etc/waylight/intake.env' +
        '\n  npx waylight restore --snapshot latest --repository /mnt/usb/waylight --env-file /etc/waylight/intake.env',
    )
    .action(context.action((flags: RestoreFlags) => restore(context, flags)));
};

type Outcome = 'can-be-restored' | 'would-be-restored' | 'restored';

async function restore(context: CommandContext, flags: RestoreFlags): Promise<ExitCode> {
  const node = await findNode(context, flags);
  const key = await readLedgerKey(node);
  if (flags.check !== true) requireStopped(node.folder, key);
  const nowMs = Date.now();
  const outcome = outcomeOf(flags);
  const restoreFrom = async (from: string) => {
    const manifest = selectBackup(from, node, flags.backup);
    return checkByRestoring({ manifest, from, to: node.folder, key, nowMs }, ({ file, rows }) => ({
      manifest,
      rows,
      former: outcome === 'restored' ? replaceLedger(node.folder, file, nowMs) : undefined,
    }));
  };
  const { manifest, rows, former } =
    flags.snapshot === undefined
      ? await restoreFrom(flags.from === undefined ? node.backups : resolve(context.cwd, flags.from))
      : await withSnapshot(repositoryOf(context, flags, node), node, flags.snapshot, restoreFrom);
  if (flags.format === 'json')
    context.printJson({ outcome, backup: manifest, rows, ...(former === undefined ? {} : { former }) });
  else context.print(describe(outcome, { manifest, rows, former }).join('\n'));
  return EXIT.ok;
}

function repositoryOf(
  context: CommandContext,
  flags: RestoreFlags,
  node: Awaited<ReturnType<typeof findNode>>,
) {
  const named = findRepository(context, flags, node);
  if (named === undefined) throw noRepository();
  return openRepository({ ...named, signal: context.signal });
}

function outcomeOf({ check, dryRun }: RestoreFlags): Outcome {
  if (check === true) return 'can-be-restored';
  return dryRun === true ? 'would-be-restored' : 'restored';
}

function describe(
  outcome: Outcome,
  { manifest, rows, former }: { manifest: Manifest; rows: CheckedCopy['rows']; former: string | undefined },
): string[] {
  const what = describeChecked(manifest, rows);
  switch (outcome) {
    case 'can-be-restored':
      return [`can be restored: ${what}`];
    case 'would-be-restored':
      return [`would be restored: ${what}`, 'Nothing was changed.'];
    case 'restored':
      return [
        `restored: ${what}`,
        ...(former === undefined ? [] : [`The former ledger is ${former}. Delete it when the node works.`]),
        'Start the node: it first repeats the retractions since then.',
        `Ask organisations to send again what they sent after ${formatTime(manifest)}.`,
      ];
    default:
      return outcome satisfies never;
  }
}
