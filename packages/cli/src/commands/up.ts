import type { CommandContext, DefineCommand } from '../command-context.ts';
import { probeMachine } from '../doctor/probe-machine.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { printFindings } from '../installation/print-findings.ts';
import { type DirFlags, folderOf, withDir } from '../machine/dir-flag.ts';
import { kindOf, readHealthPort } from '../machine/machine-kind.ts';
import { startByCompose } from '../machine/start-by-compose.ts';
import { readRunner, startBySystemd, systemdCommands } from '../machine/systemd.ts';
import { type Format, formatOption } from '../options.ts';

type UpFlags = DirFlags & { readonly dryRun?: true; readonly format: Format };

export const define: DefineCommand = (command, context) => {
  withDir(
    command.description(
      "Starts or updates this machine's node or region, waits until all services are healthy, and calls them as `waylight doctor --services` does. " +
        'Docker Compose runs them, or systemd a node that was prepared with --runner systemd. ' +
        "In the region it first sets the topics and rights of the region's services on Kafka.",
    ),
    'node or region',
  )
    .option('--dry-run', 'say what would be started')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  waylight up --dir /srv/waylight')
    .action(context.action((flags: UpFlags) => up(context, flags)));
};

async function up(context: CommandContext, flags: UpFlags): Promise<ExitCode> {
  const dir = folderOf(flags, context);
  const kind = kindOf(dir);
  const runner = await readRunner(dir, kind);
  if (flags.dryRun === true) {
    const commands =
      runner === 'systemd'
        ? systemdCommands.map((args) => `systemctl ${args.join(' ')}`).join(' && ')
        : `docker compose --project-directory ${dir} up --detach --wait`;
    context.print(`would start the ${kind} in ${dir}: ${commands}\nNothing was changed.`);
    return EXIT.ok;
  }
  if (runner === 'systemd') await startBySystemd(await readHealthPort(dir), context.signal);
  else await startByCompose(context, dir, kind);
  return printFindings(context, flags.format, await probeMachine(dir));
}
