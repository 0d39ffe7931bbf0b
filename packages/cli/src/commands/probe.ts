import type { CommandContext, DefineCommand } from '../command-context.ts';
import { printFindings } from '../doctor/print-findings.ts';
import type { ExitCode } from '../exit-codes.ts';
import { type DirFlags, folderOf, withDir } from '../machine/dir-flag.ts';
import { probeMachine } from '../machine/machine-kind.ts';
import { type Format, formatOption } from '../options.ts';

type ProbeFlags = DirFlags & { readonly format: Format };

export const defineProbe: DefineCommand = (command, context) => {
  withDir(
    command.description(
      'Calls the services of this machine like their callers do: are they ready, do they answer at their public address, and with ' +
        'the right certificate. Sends no report and reads none.',
    ),
    'node or region',
  )
    .addOption(formatOption())
    .addHelpText('after', '\nExit codes: 0 ok, 7 attention, 3 wrong.\n\nExample:\n  waylight probe')
    .action(context.action((flags: ProbeFlags) => probe(context, flags)));
};

async function probe(context: CommandContext, flags: ProbeFlags): Promise<ExitCode> {
  const findings = await probeMachine(folderOf(flags, context));
  return printFindings(context, flags.format, findings);
}
