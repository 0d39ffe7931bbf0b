import { ObjectionCode } from '@waylight/contracts/insights';
import { OBJECTION_CODES } from '@waylight/disclosure-control';
import { Option } from 'commander';
import { changeApproval, EXAMPLE_ID } from '../../approvals/change-approval.ts';
import type { DefineCommand } from '../../command-context.ts';
import { type ConnectionFlags, withConnection } from '../../connection/flags.ts';
import { enumValue } from '../../enum-names.ts';

type ObjectFlags = ConnectionFlags & { readonly code: (typeof OBJECTION_CODES)[number] };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Objects to a release, with a reason: this table and period is never offered to this audience again. An objection cannot be ' +
        'withdrawn.',
    )
    .argument('<id>')
    .addOption(
      new Option('--code <code>', 'reason of the objection').choices(OBJECTION_CODES).makeOptionMandatory(),
    )
    .addHelpText('after', `\nExample:\n  waylight release object ${EXAMPLE_ID} --code risk-to-persons`);
  withConnection(command).action(
    context.action((id: string, { code, ...flags }: ObjectFlags) =>
      changeApproval(context, id, flags, 'objected', (insights) =>
        insights.objectToRelease({ releaseId: id, code: enumValue(ObjectionCode, code) }),
      ),
    ),
  );
};
