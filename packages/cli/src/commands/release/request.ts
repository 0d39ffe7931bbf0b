import { changeApproval, EXAMPLE_ID } from '../../approvals/change-approval.ts';
import type { DefineCommand } from '../../command-context.ts';
import { type ConnectionFlags, withConnection } from '../../connection/flags.ts';

export const defineRequest: DefineCommand = (command, context) => {
  command
    .description(
      'Requests the approval of all members for a release to authorities or the public. They have 14 days; no answer is a ' +
        'no. The request is not yet your own approval.',
    )
    .argument('<id>')
    .addHelpText('after', `\nExample:\n  npx waylight release request ${EXAMPLE_ID}`);
  withConnection(command).action(
    context.action((id: string, flags: ConnectionFlags) =>
      changeApproval(context, id, flags, 'requested', (insights) =>
        insights.requestRelease({ releaseId: id }),
      ),
    ),
  );
};
