import { daysOf, isoDay } from '@waylight/calendar';
import type { ReportSummary } from '@waylight/contracts/intake';
import type { ReportsFlags } from '../commands/reports.ts';
import type { IntakeCalls } from '../connection/connect.ts';
import { nodeCountry } from '../connection/country.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { printRows } from '../tables/print-rows.ts';
import { STATE_NAMES, stateName } from './receipt.ts';

export async function listReports(kit: Kit, flags: ReportsFlags): Promise<ExitCode> {
  const country = nodeCountry(flags.country);
  const pageSize = pageSizeOf(flags.pageSize);
  const occurred = occurredBetween(flags);
  const connection = await kit.connect(flags, { country });
  const intake = await connection.intake(country);
  const { reports, nextPageToken } = await readPages(intake, { ...flags, ...occurred }, pageSize);
  const rows = reports.map(rowOf);
  await printRows(kit, {
    format: flags.format,
    columns: COLUMNS,
    rows,
    numbers: ['revision'],
    document: { reports: rows, ...(nextPageToken === '' ? {} : { nextPageToken }) },
  });
  if (nextPageToken !== '')
    kit.printMessage(
      `there are more: --page-token ${nextPageToken} gives the next page, --all gives every one`,
    );
  else kit.printMessage(`${rows.length} ${rows.length === 1 ? 'report' : 'reports'}`);
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
  flags: ReportsFlags,
  pageSize: number,
): Promise<{ reports: ReportSummary[]; nextPageToken: string }> {
  const reports: ReportSummary[] = [];
  let pageToken = flags.pageToken ?? '';
  do {
    const page = await intake.listReports({
      pageSize,
      pageToken,
      reportIds: [],
      importId: flags.import ?? '',
      states: (flags.state ?? []).map((state) => STATE_NAMES[state]),
      occurredFrom: flags.from ?? '',
      occurredTo: flags.to ?? '',
    });
    reports.push(...page.reports);
    pageToken = page.nextPageToken;
  } while (flags.all === true && pageToken !== '');
  return { reports, nextPageToken: pageToken };
}

/** The days that --from and --to stand for: the first of a period, and the last. */
export function occurredBetween({ from, to }: Pick<ReportsFlags, 'from' | 'to'>): {
  from?: string;
  to?: string;
} {
  const bound = (flag: string, text: string, end: 'from' | 'to'): string => {
    const days = daysOf(text);
    if (days !== undefined) return isoDay(days[end]);
    throw usageFailure(`${flag} got "${text}"; it wants 2025, 2025-Q1, 2025-03, 2025-W10 or 2025-03-14`);
  };
  return {
    ...(from === undefined ? {} : { from: bound('--from', from, 'from') }),
    ...(to === undefined ? {} : { to: bound('--to', to, 'to') }),
  };
}

function pageSizeOf(text: string | undefined): number {
  const size = text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > 1000)
    throw usageFailure(`--page-size got "${text}"; it wants a number from 1 to 1000`);
  return size;
}
