import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import { exportTable } from '@waylight/disclosure-control';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { type ConnectionFlags, withConnection } from '../../connection/flags.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure } from '../../failure.ts';
import { fetchRelease } from '../../releases/fetch-release.ts';

type ExportFlags = ConnectionFlags & { readonly table?: string };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Prints every number of a release as signed JSON: a list of its tables, or with --table one table. Each number has ' +
        'its codes; TOTAL is the sum of all codes.',
    )
    .argument('<id>')
    .option('--table <table>', 'only this table, by its id in the plan')
    .addHelpText(
      'after',
      '\nExample:\n  waylight release export country-month.2025-03.partners > release.json',
    );
  withConnection(command).action(
    context.action((id: string, flags: ExportFlags) => exportRelease(context, id, flags)),
  );
};

async function exportRelease(context: CommandContext, id: string, flags: ExportFlags): Promise<ExitCode> {
  const insights = await (await context.connect(flags)).insights();
  const { release } = await fetchRelease(insights, id);
  if (flags.table !== undefined && flags.table !== release.tableId)
    throw refusedFailure(`the release ${id} has no table ${flags.table}`, `Its table is ${release.tableId}`);
  const table = exportTable(release, audienceOrNarrowest(release.audience));
  context.printJsonLine(flags.table === undefined ? [table] : table);
  return EXIT.ok;
}
