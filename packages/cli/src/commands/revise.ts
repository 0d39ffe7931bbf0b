import type { CommandContext, DefineCommand } from '../command-context.ts';
import type { IntakeCalls } from '../connection/connect.ts';
import { COUNTRY_FLAG, COUNTRY_HELP, nodeCountry } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import { type Format, formatOption } from '../options.ts';
import { type AcceptedOperation, printReceipts } from '../receipts/print-receipts.ts';
import { parseBaseRevision } from '../submission/base-revision.ts';
import { readReports } from '../submission/read-reports.ts';

type ReviseFlags = ConnectionFlags & {
  readonly base: string;
  readonly country?: string;
  readonly validateOnly?: boolean;
  readonly format: Format;
};

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Replaces a whole report by the report in a JSON file (- is stdin). It is refused if --base is not the current ' +
        'revision. A revision restores a retracted report.',
    )
    .argument('<file>', 'JSON: the whole report, or a list with --base current')
    .requiredOption('--base <n>', 'the revision to replace, or "current" to fetch its number from the node')
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .option('--validate-only', 'check everything and change nothing')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  waylight revise report.json --country MK --base 1');
  withConnection(command).action(
    context.action((file: string, flags: ReviseFlags) => revise(context, file, flags)),
  );
};

async function revise(context: CommandContext, file: string, flags: ReviseFlags): Promise<ExitCode> {
  const country = nodeCountry(flags.country);
  const base = parseBaseRevision(flags.base);
  const reports = await readReports(context, file);
  if (reports.length > 1 && base !== 'current')
    throw usageFailure('the reports of a list have different revisions: use --base current');
  const connection = await context.connect(flags, { country });
  const intake = await connection.intake(country);
  const validateOnly = flags.validateOnly === true;
  const done: AcceptedOperation[] = [];
  try {
    for (const report of reports) {
      const baseRevision = base === 'current' ? await fetchRevision(intake, report.reportId) : base;
      const { receipt, outcome } = await intake.reviseReport({ report, baseRevision, validateOnly });
      done.push({ receipt, outcome, shareWith: report.shareWith });
    }
  } finally {
    // Revisions before a refused revision are already durable, so their receipts are printed too.
    if (done.length > 0) await printReceipts(context, done, { country, format: flags.format });
  }
  return EXIT.ok;
}

async function fetchRevision(intake: Pick<IntakeCalls, 'getReceipt'>, reportId: string): Promise<number> {
  const { receipt } = await intake.getReceipt({ reportId });
  return receipt?.revision ?? 0;
}
