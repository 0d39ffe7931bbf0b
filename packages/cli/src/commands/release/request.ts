import { changeApproval, EXAMPLE_ID } from '../../approvals/change-approval.ts';
import type { DefineCommand } from '../../command-context.ts';
import { type ConnectionFlags, withConnection } from '../../connection/flags.ts';

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Requests the approval of all members for a release to authorities or the public. They have 14 days; no answer ' +
        'counts as a no. The request does not include the approval of your own organisation.',
    )
    .argument('<id>')
    .addHelpText('after', `\nExample:\n  waylight release request ${EXAMPLE_ID}`);
  withConnection(command).action(
    context.action((id: string, flags: ConnectionFlags) =>
      changeApproval(context, id, flags, 'requested', (insights) =>
        insights.requestRelease({ releaseId: id }),
      ),
    ),
  );
};
