import { EXAMPLE_ID, translateApprovalError } from '../../approvals/change-approval.ts';
import { describeDelegation } from '../../approvals/describe-approval.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { type ConnectionFlags, withConnection } from '../../connection/flags.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';

type DelegateFlags = ConnectionFlags & { readonly release?: string; readonly revoke?: boolean };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Delegates your approval to another member, until you revoke it. The member cannot delegate it further.',
    )
    .argument('<org>')
    .option('--release <id>', 'only this release')
    .option('--revoke', 'end the delegation; approvals given before stay valid')
    .addHelpText('after', `\nExample:\n  waylight release delegate DRC --release ${EXAMPLE_ID}`);
  withConnection(command).action(
    context.action((organisation: string, flags: DelegateFlags) =>
      delegateApproval(context, organisation, flags),
    ),
  );
};

async function delegateApproval(
  context: CommandContext,
  organisation: string,
  { release, revoke = false, ...flags }: DelegateFlags,
): Promise<ExitCode> {
  const insights = await (await context.connect(flags)).insights();
  const { delegations, changed } = await translateApprovalError(() =>
    insights.delegateApproval({ toOrganisation: organisation, releaseId: release ?? '', revoke }),
  );
  const permission = revoke ? 'may no longer approve for you' : 'may approve for you';
  const unchanged = changed ? '' : ' Nothing changed.';
  context.print(`${organisation} ${permission}: ${release ?? 'every release'}.${unchanged}`);
  for (const one of delegations) context.print(`In force: ${describeDelegation(one)}`);
  return EXIT.ok;
}
