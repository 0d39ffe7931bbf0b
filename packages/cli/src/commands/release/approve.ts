import { changeApproval, EXAMPLE_ID } from '../../approvals/change-approval.ts';
import type { DefineCommand } from '../../command-context.ts';
import { type ConnectionFlags, withConnection } from '../../connection/flags.ts';

type ApproveFlags = ConnectionFlags & { readonly for?: string };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      "Approves a release in your organisation's name. After the last approval its audience can read it. Numbers that somebody " +
        'has read cannot be withdrawn.',
    )
    .argument('<id>')
    .option('--for <org>', 'in the name of a member that has delegated its approval to you')
    .addHelpText('after', `\nExample:\n  waylight release approve ${EXAMPLE_ID} --for AHC`);
  withConnection(command).action(
    context.action((id: string, { for: forOrganisation = '', ...flags }: ApproveFlags) => {
      const done = forOrganisation === '' ? 'approved' : `approved for ${forOrganisation}`;
      return changeApproval(context, id, flags, done, (insights) =>
        insights.approveRelease({ releaseId: id, forOrganisation }),
      );
    }),
  );
};
