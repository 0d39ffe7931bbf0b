import { isoDay } from '@waylight/calendar';
import type { ListReportsRequest, ReportSummary } from '@waylight/contracts/intake';
import { Option } from 'commander';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import type { IntakeCalls } from '../connection/connect.ts';
import { COUNTRY_FLAG, COUNTRY_HELP, nodeCountry } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type Format, formatOption, parsePeriod, parseWholeNumber } from '../options.ts';
import { STATE_NAMES, type StateName, stateName } from '../receipts/receipt.ts';
import { printRows } from '../tables/print-rows.ts';

type ReportsFlags = ConnectionFlags & {
  readonly country?: string;
  readonly state?: readonly StateName[];
  readonly from?: string;
  readonly to?: string;
  readonly import?: string;
  readonly pageSize?: string;
  readonly pageToken?: string;
  readonly all?: boolean;
  readonly format: Format;
};

export const define: DefineCommand = (command, context) => {
  command
    .description("Lists the organisation's own reports at one node, newest first, filtered and paged.")
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .addOption(new Option('--state <state...>', 'only in these states').choices(Object.keys(STATE_NAMES)))
    .option(
      '--from <period>',
      'only incidents from the first day of this period: 2025, 2025-Q1, 2025-03, 2025-W10 or 2025-03-14',
    )
    .option('--to <period>', 'only incidents up to the last day of this period')
    .option('--import <id>', 'only reports that this import created')
    .option('--page-size <n>', 'reports on a page, 1 to 1000', '100')
    .option('--page-token <token>', 'print the next page; the previous page printed the token')
    .option('--all', 'every page')
    .addOption(formatOption())
    .addHelpText(
      'after',
      '\nExample:\n  waylight reports --country MK --state counted --from 2025-01-01 --format csv --all',
    );
  withConnection(command).action(context.action((flags: ReportsFlags) => listReports(context, flags)));
};

async function listReports(context: CommandContext, flags: ReportsFlags): Promise<ExitCode> {
  const country = nodeCountry(flags.country);
  const pageSize = parseWholeNumber('--page-size', flags.pageSize, 1, 1000);
  const occurred = parseOccurred(flags);
  const connection = await context.connect(flags, { country });
  const intake = await connection.intake(country);
  const { reports, nextPageToken } = await readPages(intake, flags.all === true, {
    pageSize,
    pageToken: flags.pageToken ?? '',
    reportIds: [],
    importId: flags.import ?? '',
    states: (flags.state ?? []).map((state) => STATE_NAMES[state]),
    occurredFrom: occurred.from,
    occurredTo: occurred.to,
  });
  const rows = reports.map(rowOf);
  await printRows(context, {
    format: flags.format,
    columns: COLUMNS,
    rows,
    numbers: ['revision'],
    document: { reports: rows, ...(nextPageToken === '' ? {} : { nextPageToken }) },
  });
  context.printMessage(
    nextPageToken === ''
      ? `${rows.length} ${rows.length === 1 ? 'report' : 'reports'}`
      : `there are more reports. Print the next page with --page-token ${nextPageToken}, or all pages with --all`,
  );
  return EXIT.ok;
}

const COLUMNS = [
  'reportId',
  'revision',
  'state',
  'occurredOn',
  'country',
  'primaryType',
  'shareWith',
  'layer',
  'importId',
] as const;

type Row = Record<(typeof COLUMNS)[number], string | number>;

function rowOf(report: ReportSummary): Row {
  const { receipt, occurredOn, country, primaryType, shareWith, layer } = report;
  return {
    reportId: receipt?.reportId ?? '',
    revision: receipt?.revision ?? 0,
    state: receipt === undefined ? 'unknown' : stateName(receipt.state),
    occurredOn,
    country,
    primaryType,
    shareWith,
    layer,
    importId: report.lastImportId === '' ? (receipt?.importId ?? '') : report.lastImportId,
  };
}

async function readPages(
  intake: Pick<IntakeCalls, 'listReports'>,
  isAll: boolean,
  request: ListReportsRequest,
): Promise<{ reports: ReportSummary[]; nextPageToken: string }> {
  const reports: ReportSummary[] = [];
  let { pageToken } = request;
  do {
    const page = await intake.listReports({ ...request, pageToken });
    reports.push(...page.reports);
    pageToken = page.nextPageToken;
  } while (isAll && pageToken !== '');
  return { reports, nextPageToken: pageToken };
}

/** The first day of the period of --from, and the last of --to; empty without the flag. */
export function parseOccurred({ from, to }: Pick<ReportsFlags, 'from' | 'to'>): { from: string; to: string } {
  return {
    from: from === undefined ? '' : isoDay(parsePeriod('--from', from).fromDay),
    to: to === undefined ? '' : isoDay(parsePeriod('--to', to).toDay),
  };
}
