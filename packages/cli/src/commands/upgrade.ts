import { readFile } from 'node:fs/promises';
import { nodeLayout } from '@waylight/deployment';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { probeMachine } from '../doctor/probe-machine.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure, refusedFailure, usageFailure } from '../failure.ts';
import { worstOf } from '../installation/finding.ts';
import { printFindings, showProblems } from '../installation/print-findings.ts';
import { writeComposeFiles } from '../machine/compose-files.ts';
import { type DirFlags, folderOf, withDir } from '../machine/dir-flag.ts';
import { writePublic } from '../machine/machine-files.ts';
import { readVersion } from '../machine/shipped-files.ts';
import { startByCompose } from '../machine/start-by-compose.ts';
import { readRunner } from '../machine/systemd.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';
import { checkBeforeUpgrade } from '../upgrade/check-before-upgrade.ts';
import { type MachineFolder, readMachineFolder } from '../upgrade/machine-folder.ts';
import { compareRows, copyServices, type ServiceCopy } from '../upgrade/service-copies.ts';
import { keepFormerFiles, writeWayBack } from '../upgrade/way-back.ts';

type UpgradeFlags = DirFlags & { readonly check?: true; readonly format: DocumentFormat };

export const define: DefineCommand = (command, context) => {
  withDir(
    command.description(
      "Upgrades this machine's node or region to the version of this command, which comes with the new package. First checks " +
        'version, images and services, without any change. Then backs up each service and counts its rows, replaces the Compose ' +
        'files, starts the services like `waylight up`, and counts again. At its end it prints the commands that go back. ' +
        'Upgrade the region before its nodes; go back with nodes first.',
    ),
    'node or region',
  )
    .option('--check', 'only check this machine')
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExit codes of --check: 0 ok, 7 attention, 3 wrong.' +
        '\n\nExamples:\n  sudo waylight upgrade --check\n  sudo waylight upgrade',
    )
    .action(context.action((flags: UpgradeFlags) => upgrade(context, flags)));
};

async function upgrade(context: CommandContext, flags: UpgradeFlags): Promise<ExitCode> {
  const machine = await readMachineFolder(folderOf(flags, context));
  if ((await readRunner(machine.dir, machine.kind)) === 'systemd')
    throw usageFailure(
      'systemd runs this node, and this command upgrades with Docker Compose',
      'Back up with waylight backup, copy the new package as "Without Docker" in docs/operations/node.md says, then run waylight up.',
    );
  const to = await readVersion();
  const findings = await checkBeforeUpgrade(machine, to);
  if (flags.check === true) return printFindings(context, flags.format, findings);
  showProblems(context, findings);
  if (worstOf(findings) === 'wrong')
    throw refusedFailure(
      'this machine is not ready, and nothing was changed',
      'Correct what is wrong above.',
    );

  const before = await copyServices(context, machine.services);
  await keepFormerFiles(machine);
  await writeWayBack(machine, before);
  let wayBack: readonly string[];
  try {
    await writeComposeFiles(machine.dir, machine.kind);
    await writeVersion(machine.dir, to);
    await startByCompose(context, machine.dir, machine.kind);
    const after = await copyServices(context, machine.services);
    await requireSame(context, machine, before, after);
    wayBack = await writeWayBack(machine, before, after);
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    const details = [...error.details, ...(await writeWayBack(machine, before))];
    const message = `${error.message}; the upgrade from ${machine.version} to ${to} is not complete`;
    throw new CommandFailure(error.exitCode, message, details, { cause: error });
  }
  if (flags.format === 'json') context.printJson({ outcome: 'upgraded', from: machine.version, to, wayBack });
  else
    context.print(
      [
        `upgraded from ${machine.version} to ${to}: everything is there, and the services work`,
        ...wayBack,
        `These commands are also in ${nodeLayout(machine.dir).former}/go-back.txt.`,
      ].join('\n'),
    );
  return EXIT.ok;
}

async function writeVersion(dir: string, version: string): Promise<void> {
  const { settings } = nodeLayout(dir);
  const text = await readFile(settings, 'utf8');
  await writePublic(settings, text.replace(/^WAYLIGHT_VERSION=.*$/m, `WAYLIGHT_VERSION=${version}`));
}

/** @throws CommandFailure if rows are missing, or a service does not work. */
async function requireSame(
  context: CommandContext,
  { dir }: MachineFolder,
  before: readonly ServiceCopy[],
  after: readonly ServiceCopy[],
): Promise<void> {
  const findings = before.flatMap((copy, index) =>
    compareRows(copy, after[index] ?? { rows: {} }, copy.service.subject.of),
  );
  findings.push(...(await probeMachine(dir)));
  if (worstOf(findings) === 'ok') return;
  showProblems(context, findings);
  if (worstOf(findings) === 'wrong') throw refusedFailure('the machine is not as before');
}
