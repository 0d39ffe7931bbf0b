import type { NodeCountry } from '@waylight/contracts';
import type { Report, SubmitReportRequest } from '@waylight/contracts/intake';
import { Option } from 'commander';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import type { IntakeCalls } from '../connection/connect.ts';
import { COUNTRY_FLAG, COUNTRY_HELP, nodeCountry } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure } from '../failure.ts';
import { type Format, formatOption } from '../options.ts';
import { printPreviews } from '../preview/print-previews.ts';
import { type AcceptedOperation, printReceipts } from '../receipts/print-receipts.ts';
import { readReports } from '../submission/read-reports.ts';
import { isAccepted, refusalLines, submitReports } from '../submission/submit-reports.ts';

type ReportFlags = ConnectionFlags & {
  readonly country?: string;
  readonly validateOnly?: boolean;
  readonly preview?: boolean;
  readonly format: Format;
};

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Sends a report, or a list of reports, from a JSON file (- is stdin) to a country node. A printed receipt means ' +
        'that the report is durable. Sending it again changes nothing. If one report of a list is refused, none is sent.',
    )
    .argument('<file>', 'JSON: one report, or a list; fields as in proto/waylight/intake/v1/report.proto')
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .option('--validate-only', 'check everything and send nothing')
    .addOption(
      new Option(
        '--preview',
        'send nothing; show which data would leave the node, for whom, and which data would stay or be dropped',
      ).conflicts('validateOnly'),
    )
    .addOption(formatOption())
    .addHelpText(
      'after',
      `
Example:
  echo '{"reportId": "MK-1", "occurredOn": "2025-03-14", "country": "MK",
         "types": ["pushback"], "shareWith": "partners"}' | waylight report - --country MK`,
    );
  withConnection(command).action(
    context.action((file: string, flags: ReportFlags) => sendReports(context, file, flags)),
  );
};

async function sendReports(context: CommandContext, file: string, flags: ReportFlags): Promise<ExitCode> {
  const country = nodeCountry(flags.country);
  const reports = await readReports(context, file);
  const connection = await context.connect(flags, { country });
  if (flags.preview === true) return printPreviews(context, connection, country, reports, flags.format);
  const intake = await connection.intake(country);
  const validateOnly = flags.validateOnly === true;
  const [first] = reports;
  if (reports.length === 1 && first !== undefined) {
    const { receipt, outcome } = await intake.submitReport({ report: first, validateOnly });
    const done = { receipt, outcome, shareWith: first.shareWith };
    await printReceipts(context, [done], { country, format: flags.format });
    return EXIT.ok;
  }
  return sendList(context, { intake, country, reports, validateOnly, format: flags.format });
}

type ReportList = {
  readonly intake: IntakeCalls;
  readonly country: NodeCountry;
  readonly reports: readonly Report[];
  readonly validateOnly: boolean;
  readonly format: Format;
};

/** Checks all reports before the first is sent. */
async function sendList(context: CommandContext, list: ReportList): Promise<ExitCode> {
  const { intake, country, reports, format } = list;
  const requests = (validateOnly: boolean) =>
    reports.map((report): SubmitReportRequest => ({ report, validateOnly }));
  const checked = await submitReports(context, intake, 'checking', requests(true));
  const wrong = checked.filter((one) => !isAccepted(one));
  if (wrong.length > 0)
    throw new CommandFailure(
      EXIT.refused,
      `${wrong.length} of ${reports.length} reports would be refused; nothing was sent`,
      wrong.flatMap(refusalLines),
    );
  const results = list.validateOnly
    ? checked
    : await submitReports(context, intake, 'sending', requests(false));
  const done: AcceptedOperation[] = results.filter(isAccepted);
  await printReceipts(context, done, { country, format });
  const refusals = results.filter((one) => !isAccepted(one));
  if (refusals.length === 0) return EXIT.ok;
  throw new CommandFailure(
    done.length === 0 ? EXIT.refused : EXIT.partial,
    `${refusals.length} of ${reports.length} reports were refused`,
    refusals.flatMap(refusalLines),
  );
}
