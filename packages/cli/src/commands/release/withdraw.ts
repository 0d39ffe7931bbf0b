import { ApprovalStatus, WithdrawalTarget } from '@waylight/contracts/insights';
import { WITHDRAWABLE } from '@waylight/disclosure-control';
import { Option } from 'commander';
import { EXAMPLE_ID, printApproval, translateApprovalError } from '../../approvals/change-approval.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import type { InsightsCalls } from '../../connection/connect.ts';
import { type ConnectionFlags, withConnection } from '../../connection/flags.ts';
import { enumValue } from '../../enum-names.ts';
import type { ExitCode } from '../../exit-codes.ts';

type Target = (typeof WITHDRAWABLE)[number];
type WithdrawFlags = ConnectionFlags & { readonly target?: Target };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      "Withdraws your organisation's request, or its approval while others are missing. A release that all have approved is " +
        'withdrawn for good: its audience can no longer read it, but numbers that somebody has read cannot be withdrawn.',
    )
    .argument('<id>')
    .addOption(new Option('--target <target>', 'only this').choices(WITHDRAWABLE))
    .addHelpText('after', `\nExample:\n  waylight release withdraw ${EXAMPLE_ID} --target approval`);
  withConnection(command).action(
    context.action((id: string, flags: WithdrawFlags) => withdrawRelease(context, id, flags)),
  );
};

const MESSAGES: Readonly<Record<Target, string>> = {
  approval: 'the approval is withdrawn',
  request: 'the request is withdrawn',
  release: 'the release is withdrawn',
};

async function withdrawRelease(context: CommandContext, id: string, flags: WithdrawFlags): Promise<ExitCode> {
  const connection = await context.connect(flags);
  const insights = await connection.insights();
  const target = flags.target ?? (await findTarget(insights, connection.name, id));
  // The request names its target: if the release is approved in between, it is not withdrawn by mistake.
  const request = { releaseId: id, target: enumValue(WithdrawalTarget, target) };
  const change = await translateApprovalError(() => insights.withdrawRelease(request));
  return printApproval(context, id, MESSAGES[target], change);
}

/** The part of an approval that this member can withdraw now. */
async function findTarget(insights: InsightsCalls, member: string, id: string): Promise<Target> {
  const { approvals } = await translateApprovalError(() => insights.getApprovals({ releaseId: id }));
  const { status, request } = approvals[0] ?? {};
  if (status === ApprovalStatus.APPROVED || status === ApprovalStatus.WITHDRAWN) return 'release';
  return request?.requestedBy === member ? 'request' : 'approval';
}
