import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import { ApprovalStatus, type ReleaseApproval, type ReleaseNotice } from '@waylight/contracts/insights';
import { describeStatus, statusCode } from '../../approvals/describe-approval.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import type { InsightsCalls } from '../../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../../connection/flags.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { type Format, formatOption } from '../../options.ts';
import { describeNothingReleased } from '../../releases/next-numbers.ts';
import { printRows } from '../../tables/print-rows.ts';

type ListFlags = ConnectionFlags & { readonly format: Format };

export const define: DefineCommand = (command, context) => {
  command
    .description('Lists the releases that are available to you, in the order of publication.')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  waylight release list');
  withConnection(command).action(context.action((flags: ListFlags) => listReleases(context, flags)));
};

async function listReleases(context: CommandContext, flags: ListFlags): Promise<ExitCode> {
  const connection = await context.connect(flags);
  const insights = await connection.insights();
  const { releases, next } = await insights.getRegionStatus({});
  const approvals = await fetchApprovals(insights);
  const rowsWith = (statusOf: (approval: ReleaseApproval | undefined) => string) =>
    releases.map((notice) => rowOf(notice, statusOf(approvals.get(notice.releaseId))));
  const codeRows = rowsWith(statusCode);
  await printRows(context, {
    format: flags.format,
    columns: ['id', 'table', 'period', 'audience', 'k', 'status'],
    rows: flags.format === 'table' ? rowsWith(describeStatus) : codeRows,
    document: codeRows.map((row) => ({ ...row, ...pendingApproval(approvals.get(row.id)) })),
    numbers: ['k'],
    none: describeNothingReleased(next),
  });
  return EXIT.ok;
}

function rowOf({ releaseId, tableId, period, audience, roundingBase }: ReleaseNotice, status: string) {
  return {
    id: releaseId,
    table: tableId,
    period,
    audience: audienceOrNarrowest(audience),
    k: roundingBase,
    status,
  };
}

/** Only members get approvals; for others, every listed release is published. */
async function fetchApprovals(insights: InsightsCalls): Promise<ReadonlyMap<string, ReleaseApproval>> {
  const { approvals } = await insights.getApprovals({ releaseId: '' });
  return new Map(approvals.map((approval) => [approval.releaseId, approval]));
}

/** Deadline and missing members of an open approval. */
function pendingApproval(approval: ReleaseApproval | undefined) {
  if (approval?.request === undefined || approval.status !== ApprovalStatus.OPEN) return {};
  return { until: approval.request.until?.toISOString(), missing: approval.request.missing };
}
