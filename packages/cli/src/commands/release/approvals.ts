import { ApprovalStatus, type ReleaseApproval } from '@waylight/contracts/insights';
import { translateApprovalError } from '../../approvals/change-approval.ts';
import {
  approvalDocument,
  describeApproval,
  describeDelegation,
  formatInstant,
} from '../../approvals/describe-approval.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { type ConnectionFlags, withConnection } from '../../connection/flags.ts';
import { enumCode } from '../../enum-names.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { type Format, formatOption } from '../../options.ts';
import { printRows } from '../../tables/print-rows.ts';

type ApprovalsFlags = ConnectionFlags & { readonly format: Format };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Prints the approval of one release, or of all releases that need an approval. Only for members.',
    )
    .argument('[id]')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  waylight release approvals --format json');
  withConnection(command).action(
    context.action((id: string | undefined, flags: ApprovalsFlags) => listApprovals(context, id, flags)),
  );
};

async function listApprovals(
  context: CommandContext,
  id: string | undefined,
  flags: ApprovalsFlags,
): Promise<ExitCode> {
  const insights = await (await context.connect(flags)).insights();
  const { approvals, delegations } = await translateApprovalError(() =>
    insights.getApprovals({ releaseId: id ?? '' }),
  );
  const [first] = approvals;
  if (id !== undefined && first !== undefined && flags.format === 'table') {
    context.print([id, ...describeApproval(first)].join('\n'));
    return EXIT.ok;
  }
  await printRows(context, {
    format: flags.format,
    columns: ['id', 'status', 'until', 'approved', 'missing'],
    rows: approvals.map(rowOf),
    none: 'No release needs an approval, or your organisation is not a member.',
    document: { approvals: approvals.map(approvalDocument), delegations },
  });
  if (flags.format === 'table')
    for (const delegation of delegations) context.print(describeDelegation(delegation));
  return EXIT.ok;
}

function rowOf({ releaseId, status, request }: ReleaseApproval) {
  return {
    id: releaseId,
    status: enumCode(ApprovalStatus, status),
    until: request === undefined ? '' : formatInstant(request.until),
    approved: (request?.approvals ?? []).map(({ organisation }) => organisation).join(' '),
    missing: (request?.missing ?? []).join(' '),
  };
}
