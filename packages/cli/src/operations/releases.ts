import { isoDay } from '@waylight/calendar';
import { type Audience, audienceOrNarrowest } from '@waylight/contracts/audiences';
import { ApprovalStatus, type ReleaseApproval, type ReleaseNotice } from '@waylight/contracts/insights';
import type { ReleaseEvent } from '@waylight/contracts/release';
import {
  ALL,
  completenessFrom,
  describeValue,
  exportTable,
  needsApproval,
} from '@waylight/disclosure-control';
import { RpcFailure } from '@waylight/service-kit/client';
import type { ExportReleaseFlags, ListReleasesFlags, ShowReleaseFlags } from '../commands/release.ts';
import type { InsightsCalls } from '../connection/connect.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refusedFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { completenessRow } from '../tables/completeness-rows.ts';
import { printRows } from '../tables/print-rows.ts';
import { releaseTable, victimLines } from '../tables/release-table.ts';
import { columnsOf, textTable } from '../tables/text-table.ts';
import { describeStatus, statusCode } from './describe-approval.ts';
import {
  compareWithShorterPeriods,
  lateAndCorrectionLines,
  lateAndCorrectionsDocument,
} from './late-and-corrections.ts';

const COLUMNS = ['id', 'table', 'period', 'audience', 'k', 'status'] as const;

export async function listReleases(kit: Kit, flags: ListReleasesFlags): Promise<ExitCode> {
  const connection = await kit.connect(flags);
  const insights = await connection.insights();
  const { releases } = await insights.getRegionStatus({});
  const approvals = await fetchApprovals(insights);
  const forPrograms = releases.map((notice) => rowOf(notice, approvals.get(notice.releaseId), statusCode));
  await printRows(kit, {
    format: flags.format,
    columns: COLUMNS,
    rows:
      flags.format === 'table'
        ? releases.map((notice) => rowOf(notice, approvals.get(notice.releaseId), describeStatus))
        : forPrograms,
    document: forPrograms.map((row) => ({ ...row, ...pendingApproval(approvals.get(row.id)) })),
    numbers: ['k'],
    none: 'Nothing has been released that you may see.',
  });
  return EXIT.ok;
}

function rowOf(
  { releaseId, tableId, period, audience, roundingBase }: ReleaseNotice,
  approval: ReleaseApproval | undefined,
  statusOf: (approval: ReleaseApproval | undefined) => string,
) {
  const status = statusOf(approval);
  return {
    id: releaseId,
    table: tableId,
    period,
    audience: audienceOrNarrowest(audience),
    k: roundingBase,
    status,
  };
}

/** Members alone are told; to anybody else whatever is listed is published. */
async function fetchApprovals(insights: InsightsCalls): Promise<ReadonlyMap<string, ReleaseApproval>> {
  const { approvals } = await insights.getApprovals({ releaseId: '' });
  return new Map(approvals.map((approval) => [approval.releaseId, approval]));
}

/** Until when, and for whom, an approval waits. */
function pendingApproval(approval: ReleaseApproval | undefined) {
  if (approval?.request === undefined || approval.status !== ApprovalStatus.OPEN) return {};
  return { until: approval.request.until?.toISOString(), missing: approval.request.missing };
}

export async function showRelease(kit: Kit, id: string, flags: ShowReleaseFlags): Promise<ExitCode> {
  const insights = await (await kit.connect(flags)).insights();
  const { release, notices } = await fetchRelease(insights, id);
  const audience = audienceOrNarrowest(release.audience);
  const late = await compareWithShorterPeriods(insights, release, audience);
  if (flags.json === true) {
    const lateAndCorrections =
      late === undefined ? {} : { lateAndCorrections: lateAndCorrectionsDocument(late) };
    kit.print(JSON.stringify({ release: exportTable(release, audience, notices), ...lateAndCorrections }));
    return EXIT.ok;
  }
  const { titles, rows, totals } = releaseTable(release);
  kit.print(textTable(columnsOf(titles, titles.slice(1)), rows, kit.style, totals));
  const { unit, period, roundingBase } = release;
  kit.print(
    [
      '',
      `${unit}${describeDimensions(release)}, ${period} (${isoDay(release.fromDay)} to ${isoDay(release.toDay)}), ` +
        `for ${audience}; closed after ${isoDay(release.closedDay)} by the plan.`,
      ...breakdownLines(release),
      ...approvalNotice(audience),
      `Every number is a multiple of ${roundingBase}, and each cell${release.marginsAreSums ? '' : ' and total'} less than ${roundingBase} from ` +
        `the truth; "${describeValue(0, roundingBase)}" is never none.`,
      ...victimLines(release),
      ...completenessLines(release),
      ...notices,
      ...(late === undefined ? [] : lateAndCorrectionLines(late, period, kit)),
    ].join('\n'),
  );
  return EXIT.ok;
}

/** How completely organisations said what they did, where the release says it. */
function completenessLines({ completeness, roundingBase }: ReleaseEvent): string[] {
  if (completeness.length === 0) return [];
  const lines = completeness.map((one) => {
    const row = completenessRow(completenessFrom(one), roundingBase);
    const effort = `field visits ${row['field visits']}, staff days ${row['staff days']}`;
    return `  ${row.country}: ${row.stated === '·' ? row.says : `${row.stated}; present: ${row.present}; ${effort}`}`;
  });
  return [
    'Organisations that said what they did in the month, of those expected, by activity records alone:',
    ...lines,
  ];
}

function describeDimensions({ rowDimension, columnDimension }: ReleaseEvent): string {
  const dimensions = [rowDimension, columnDimension].filter((dimension) => dimension !== ALL);
  return dimensions.length === 0 ? ' of the region' : ` by ${dimensions.join(' and ')}`;
}

function breakdownLines({ brokenDownTableId, breakdownThreshold, notGiven }: ReleaseEvent): string[] {
  if (brokenDownTableId === '') return [];
  const least =
    breakdownThreshold === 0 ? '' : ` Numbers under ${breakdownThreshold} are not broken down on their own.`;
  const missing =
    notGiven.length === 0
      ? ''
      : ' "·" is a number that is not given; it does not say that nothing was there.';
  return [`It breaks down the numbers of ${brokenDownTableId} and adds up to them.${least}${missing}`];
}

/** Members read it before anybody else may, and it looks the same. */
function approvalNotice(audience: Audience): string[] {
  return needsApproval(audience)
    ? ['Only once all members have approved it does anybody but members see it: see "release approvals".']
    : [];
}

export async function exportRelease(kit: Kit, id: string, flags: ExportReleaseFlags): Promise<ExitCode> {
  const insights = await (await kit.connect(flags)).insights();
  const { release, notices } = await fetchRelease(insights, id);
  const audience = audienceOrNarrowest(release.audience);
  if (flags.table !== undefined && flags.table !== release.tableId)
    throw refusedFailure(`the release ${id} has no table ${flags.table}`, `It has: ${release.tableId}`);
  const table = exportTable(release, audience, notices);
  kit.print(JSON.stringify(flags.table === undefined ? [table] : table));
  return EXIT.ok;
}

async function fetchRelease(
  insights: InsightsCalls,
  id: string,
): Promise<{ readonly release: ReleaseEvent; readonly notices: readonly string[] }> {
  try {
    const { release, notices } = await insights.getRelease({ releaseId: id });
    if (release === undefined) throw new Error('an answer without a release');
    return { release, notices };
  } catch (error) {
    if (error instanceof RpcFailure && error.code === 'NOT_FOUND')
      throw refusedFailure(
        'there is no such release that you may see',
        'npx waylight release list names those that there are.',
      );
    throw error;
  }
}
