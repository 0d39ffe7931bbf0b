import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import {
  type DueFlags,
  describeNothingDue,
  describeReason,
  printWithheld,
  withDueFlags,
} from '../../releases/due-releases.ts';
import { printRows } from '../../tables/print-rows.ts';

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Publishes every period that is due by the plan, or with --period one of them. Aggregation does this by itself, unless it is ' +
        'configured to wait for this command. Repeating the command changes nothing. For operators.',
    )
    .addHelpText('after', '\nExample:\n  waylight release publish');
  withDueFlags(command).action(context.action((flags: DueFlags) => publishReleases(context, flags)));
};

async function publishReleases(context: CommandContext, flags: DueFlags): Promise<ExitCode> {
  const connection = await context.connect(flags, { operator: true });
  const operations = await connection.operations();
  const { releaseIds, withheld } = await operations.closeDuePeriods({ period: flags.period ?? '' });
  if (flags.format === 'table') {
    for (const id of releaseIds) context.print(id);
    if (releaseIds.length === 0 && withheld.length === 0) context.printMessage(describeNothingDue(flags));
    printWithheld(context, withheld);
    return EXIT.ok;
  }
  const withheldTables = withheld.map((one) => ({ ...one, reason: describeReason(one.reason) }));
  await printRows(context, {
    format: flags.format,
    columns: ['release', 'table', 'period', 'withheld'],
    rows: [
      ...releaseIds.map((release) => ({ release, table: '', period: '', withheld: '' })),
      ...withheldTables.map(({ tableId, period, reason }) => ({
        release: '',
        table: tableId,
        period,
        withheld: reason,
      })),
    ],
    document: { releaseIds, withheld: withheldTables },
  });
  return EXIT.ok;
}
