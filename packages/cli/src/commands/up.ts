import { existsSync } from 'node:fs';
import { authorityLayout, regionLayout } from '@waylight/deployment';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { printFindings } from '../doctor/print-findings.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { composeIn } from '../machine/compose.ts';
import { type DirFlags, folderOf, withDir } from '../machine/dir-flag.ts';
import { grantRights } from '../machine/grant-rights.ts';
import { kindOf, probeMachine } from '../machine/machine-kind.ts';
import { type Format, formatOption } from '../options.ts';

type UpFlags = DirFlags & { readonly dryRun?: true; readonly format: Format };

export const defineUp: DefineCommand = (command, context) => {
  withDir(
    command.description(
      "Starts or updates this machine's node or region with Docker Compose, waits until all services are healthy, and probes them. " +
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
  if (flags.dryRun === true) {
    context.print(
      `would start the ${kind} in ${dir}: docker compose --project-directory ${dir} up --detach --wait\nNothing was changed.`,
    );
    return EXIT.ok;
  }
  const compose = composeIn(dir, context.signal);
  if (kind === 'region') {
    await compose.up('kafka', 'redis');
    await setRights(context, dir);
  }
  await compose.up();
  return printFindings(context, flags.format, await probeMachine(dir));
}

/** Without the authority, which is offline after the first days, the rights stay as they are. */
async function setRights(context: CommandContext, dir: string): Promise<void> {
  const layout = regionLayout(dir);
  if (!existsSync(authorityLayout(layout.authority).logCa)) return;
  await grantRights(layout, layout.authority, []);
  context.printMessage("Set the topics and rights of the region's services on Kafka.");
}
