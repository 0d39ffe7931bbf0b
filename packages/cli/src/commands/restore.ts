import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findBackups, type Manifest } from '@waylight/backup';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { Option } from 'commander';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { readServiceVariables } from '../config.ts';
import { dataDirOf } from '../connection/region-location.ts';
import { readEnvFile } from '../doctor/read-env-file.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refusedFailure, usageFailure } from '../failure.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';
import { findNodeFiles, readLedgerKey } from '../restore/node-files.ts';
import { checkByRestoring, replaceLedger, requireStopped } from '../restore/restore-ledger.ts';

type RestoreFlags = {
  readonly envFile?: string;
  readonly data?: string;
  readonly country?: NodeCountry;
  readonly from?: string;
  readonly backup?: string;
  readonly check?: true;
  readonly dryRun?: true;
  readonly format: DocumentFormat;
};

export const defineRestore: DefineCommand = (command, context) => {
  command
    .description(
      "Replaces a node's ledger by a backup. The backup is first restored into a temporary folder and checked: bytes, key, " +
        'structure, rows and audit. The former ledger stays next to it, under another name. Run it as the user of the node.',
    )
    .option('--check', 'only check that the backup can be restored; the node may run')
    .option('--dry-run', 'say what would be done, after the same checks')
    .option('--backup <name>', 'name of the backup, such as ledger-20261129T140000Z (default: the newest)')
    .option('--from <dir>', "folder of the backups (default: backups in the node's data folder)")
    .option('--env-file <file>', 'the variables of the node, as for systemd: a NAME=value on each line')
    .option('--data <dir>', 'folder of a trial (default: .waylight/region)')
    .addOption(new Option('--country <code>', 'node of a trial').choices(NODE_COUNTRIES))
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExamples:\n  npx waylight restore --check --env-file /etc/waylight/intake.env' +
        '\n  npx waylight restore --from /srv/restored --env-file /etc/waylight/intake.env',
    )
    .action(context.action((flags: RestoreFlags) => restore(context, flags)));
};

type Outcome = 'can-be-restored' | 'would-be-restored' | 'restored';

async function restore(context: CommandContext, flags: RestoreFlags): Promise<ExitCode> {
  const { cwd, env } = context;
  const fromFile = flags.envFile === undefined ? {} : await readEnvFile(resolve(cwd, flags.envFile));
  const trial = { folder: dataDirOf({ data: flags.data ?? env.data }, cwd), country: flags.country };
  const files = findNodeFiles({ ...readServiceVariables(), ...fromFile }, trial, cwd);
  const key = await readLedgerKey(files);
  const from = resolve(cwd, flags.from ?? join(files.folder, 'backups'));
  const manifest = selectBackup(from, flags.backup);
  if (manifest.of !== `ledger of ${files.country}`)
    throw refusedFailure(`this is a backup of the ${manifest.of}, not of ${files.country}`);
  if (flags.check !== true) requireStopped(files.folder, key);
  const nowMs = Date.now();
  const toRestore = { manifest, from, to: files.folder, key, nowMs };
  const former = await checkByRestoring(toRestore, (copy) =>
    flags.check === true || flags.dryRun === true
      ? undefined
      : replaceLedger(files.folder, copy, new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '')),
  );
  const outcome = outcomeOf(flags);
  if (flags.format === 'json')
    context.printJson({ outcome, backup: manifest, ...(former === undefined ? {} : { former }) });
  else context.print(describe(outcome, manifest, former).join('\n'));
  return EXIT.ok;
}

const outcomeOf = ({ check, dryRun }: RestoreFlags): Outcome =>
  check === true ? 'can-be-restored' : dryRun === true ? 'would-be-restored' : 'restored';

function selectBackup(folder: string, name: string | undefined): Manifest {
  if (!existsSync(folder))
    throw usageFailure(`there is no folder ${folder}`, 'Name the folder of the backups (--from).');
  const found = findBackups(folder, 'ledger');
  const selected =
    name === undefined ? found[0] : found.find((one) => one.name === `${name.replace(/\.\w+$/, '')}.json`);
  if (selected === undefined)
    throw refusedFailure(
      name === undefined ? `${folder} has no backup of a ledger` : `${folder} has no backup ${name}`,
      ...(found.length === 0
        ? []
        : [`It has ${found.map((one) => one.name.replace('.json', '')).join(', ')}.`]),
    );
  if (selected.manifest === undefined)
    throw refusedFailure(`the manifest ${selected.name} is damaged`, 'Use another backup (--backup NAME).');
  return selected.manifest;
}

function describe(outcome: Outcome, manifest: Manifest, former: string | undefined): string[] {
  const time = `${manifest.createdAt.slice(0, 'yyyy-mm-ddThh:mm:ss'.length).replace('T', ' ')} UTC`;
  const { report = 0, activity = 0 } = manifest.rows;
  const what = `the ${manifest.of} as of ${time}, with ${report} reports and ${activity} activity records`;
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
        `Ask organisations to send again what they sent after ${time}.`,
      ];
    default:
      return outcome satisfies never;
  }
}
