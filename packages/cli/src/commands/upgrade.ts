import type { CommandContext, DefineCommand } from '../command-context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refusedFailure } from '../failure.ts';
import { type Finding, worstOf } from '../installation/finding.ts';
import { printFindings, showProblems } from '../installation/print-findings.ts';
import { type DirFlags, folderOf, withDir } from '../machine/dir-flag.ts';
import { readVersion } from '../machine/shipped-files.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';
import { checkBeforeUpgrade } from '../upgrade/check-before-upgrade.ts';
import { checkBeforeGoingBack, goBack, requireFormerVersion } from '../upgrade/go-back.ts';
import { findUnfinished, goForward, UPGRADE_ORDER } from '../upgrade/go-forward.ts';
import { type MachineFolder, readMachineFolder } from '../upgrade/machine-folder.ts';

type UpgradeFlags = DirFlags & {
  readonly check?: true;
  readonly back?: true;
  readonly dryRun?: true;
  readonly format: DocumentFormat;
};

export const defineUpgrade: DefineCommand = (command, context) => {
  withDir(
    command.description(
      "Upgrades this machine's node or region to the version of this command, which comes with the new package, or goes back to the version before. First checks " +
        'disk, images, certificates, clock and services, without any change. Then copies and counts each service’s data, replaces ' +
        'the Compose files, restarts the services one by one, counts again, and probes. An interrupted upgrade is continued by the ' +
        'same command. Upgrade the region before its nodes; go back with nodes first.',
    ),
    'node or region',
  )
    .option('--check', 'only check this machine')
    .option('--back', 'go back to the version before the last upgrade')
    .option('--dry-run', 'say what would be done, after the same checks')
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExit codes of --check: 0 ok, 7 attention, 3 wrong.' +
        '\n\nExamples:\n  sudo waylight upgrade --check\n  sudo waylight upgrade\n  sudo waylight upgrade --back',
    )
    .action(context.action((flags: UpgradeFlags) => upgrade(context, flags)));
};

async function upgrade(context: CommandContext, flags: UpgradeFlags): Promise<ExitCode> {
  const machine = await readMachineFolder(folderOf(flags, context));
  return flags.back === true ? back(context, machine, flags) : forward(context, machine, flags);
}

async function forward(
  context: CommandContext,
  machine: MachineFolder,
  flags: UpgradeFlags,
): Promise<ExitCode> {
  const to = await readVersion();
  const unfinished = await findUnfinished(machine, to);
  // Services that do not work are expected after an interruption.
  if (unfinished === undefined || flags.check === true) {
    const findings = await checkBeforeUpgrade(machine, to);
    if (flags.check === true) return printFindings(context, flags.format, findings);
    requireReady(context, findings);
  }
  const { dir, kind, version, services } = machine;
  if (kind === 'node') context.printMessage(`The region must have ${to} already: readers before writers.`);
  if (flags.dryRun === true) {
    printOutcome(context, flags, { outcome: 'would-be-upgraded', from: version, to }, [
      `would be upgraded from ${version} to ${to}: copy and count ${services.map(({ subject }) => subject.of).join(', ')};`,
      `replace the Compose files in ${dir}; start ${UPGRADE_ORDER[kind].join(', ')}, then the others; count again; probe.`,
      'Nothing was changed.',
    ]);
    return EXIT.ok;
  }
  const { record, folder, findings } = await goForward(context, machine, { to, unfinished });
  const copies = record.services.map(({ service, backup, createdAt }) => ({ service, backup, createdAt }));
  showProblems(context, findings);
  printOutcome(
    context,
    flags,
    { outcome: 'upgraded', from: record.from, to, former: folder, backups: copies, findings },
    [
      `upgraded from ${record.from} to ${to}: all rows are there, and the services work`,
      `Go back to ${record.from}, within 30 days: waylight upgrade --back --dir ${dir}`,
      `Its files are in ${folder}, and these backups are kept: ${copies.map(({ backup }) => backup).join(', ')}.`,
    ],
  );
  return EXIT.ok;
}

async function back(context: CommandContext, machine: MachineFolder, flags: UpgradeFlags): Promise<ExitCode> {
  const former = await requireFormerVersion(machine);
  const { from, to, services } = former.record;
  const before = await checkBeforeGoingBack(machine, former);
  if (flags.check === true) return printFindings(context, flags.format, before);
  requireReady(context, before);
  const facts = { from: to, to: from };
  if (flags.dryRun === true) {
    printOutcome(context, flags, { outcome: 'would-go-back', ...facts }, [
      `would go back from ${to} to ${from}: stop the services, restore the files of ${former.folder}, start and probe.`,
      ...services.map(
        ({ service, createdAt }) =>
          `Only if the schema of ${service} has changed, its data would be as of ${createdAt}: later ones would be lost.`,
      ),
      'Nothing was changed.',
    ]);
    return EXIT.ok;
  }
  const { lines, findings } = await goBack(context, machine, former);
  showProblems(context, findings);
  const isWrong = worstOf(findings) === 'wrong';
  printOutcome(context, flags, { outcome: 'went-back', ...facts, messages: lines, findings }, [
    ...lines,
    `went back from ${to} to ${from}${isWrong ? ', but the services do not work: see above, then repeat this command' : ', and the services work'}`,
  ]);
  return isWrong ? EXIT.refused : EXIT.ok;
}

function requireReady(context: CommandContext, findings: readonly Finding[]): void {
  showProblems(context, findings);
  if (worstOf(findings) === 'wrong')
    throw refusedFailure(
      'this machine is not ready, and nothing was changed',
      'Correct what is wrong above.',
    );
}

function printOutcome(
  { print, printJson }: CommandContext,
  { format }: UpgradeFlags,
  document: object,
  lines: readonly string[],
): void {
  if (format === 'json') printJson(document);
  else print(lines.join('\n'));
}
