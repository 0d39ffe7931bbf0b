import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import type { ReleaseEvent } from '@waylight/contracts/release';
import { exportTable } from '@waylight/disclosure-control';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import {
  type DueFlags,
  describeNothingDue,
  printWithheld,
  withDueFlags,
} from '../../releases/due-releases.ts';
import { printCells } from '../../releases/print-cells.ts';
import { formatReleaseTable, releaseTable, victimLines } from '../../tables/release-table.ts';
import type { Style } from '../../terminal/style.ts';

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Prints the releases of due periods as they will be published: rounded numbers, and which numbers are not broken down ' +
        'or withheld. The rounding is final, and a preview changes nothing. For operators.',
    )
    .addHelpText('after', '\nExample:\n  waylight release preview --period 2025-03');
  withDueFlags(command).action(context.action((flags: DueFlags) => previewReleases(context, flags)));
};

async function previewReleases(context: CommandContext, flags: DueFlags): Promise<ExitCode> {
  const connection = await context.connect(flags, { operator: true });
  const operations = await connection.operations();
  const { releases, withheld } = await operations.previewReleases({ period: flags.period ?? '' });
  const tables = releases.map((one) => exportTable(one, audienceOrNarrowest(one.audience)));
  if (flags.format === 'json') {
    context.printJson(tables);
    return EXIT.ok;
  }
  if (flags.format === 'csv') await printCells(context, tables);
  else for (const release of releases) context.print(`${formatRelease(release, context.style)}\n`);
  if (releases.length === 0 && withheld.length === 0) context.printMessage(describeNothingDue(flags));
  printWithheld(context, withheld);
  return EXIT.ok;
}

function formatRelease(release: ReleaseEvent, style: Style): string {
  const table = formatReleaseTable(releaseTable(release), style);
  return [release.releaseId, table, ...victimLines(release)].join('\n');
}
