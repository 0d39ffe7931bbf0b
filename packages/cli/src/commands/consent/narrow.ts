import { SHARE_WITH, type ShareWith } from '@waylight/contracts/audiences';
import { Option } from 'commander';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { narrowingConsequences } from '../../receipts/consequences.ts';
import { printReceipts } from '../../receipts/print-receipts.ts';
import { type ConsentFlags, prepareConsentCall, withConsentFlags } from '../../submission/consent-call.ts';

/** All audiences but the widest, which would not narrow a report. */
const NARROWER_AUDIENCES = SHARE_WITH.slice(0, -1);

type NarrowFlags = ConsentFlags & { readonly to: ShareWith };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Shares a report less widely and changes nothing else. A later import or revision that shares more widely is refused, ' +
        'unless it has a consent of a later day. Repeating the command changes nothing.',
    )
    .addOption(
      new Option('--to <audience>', 'the widest audience from now on')
        .choices(NARROWER_AUDIENCES)
        .makeOptionMandatory(),
    );
  withConsentFlags(command, 'waylight consent narrow MK-1 --to country --country MK').action(
    context.action((reportId: string, flags: NarrowFlags) => narrowSharing(context, reportId, flags)),
  );
};

async function narrowSharing(
  context: CommandContext,
  reportId: string,
  flags: NarrowFlags,
): Promise<ExitCode> {
  const { intake, country, request } = await prepareConsentCall(context, reportId, flags);
  const done = await intake.narrowSharing({ ...request, shareWith: flags.to });
  await printReceipts(context, [{ ...done, shareWith: flags.to }], {
    country,
    format: flags.format,
    describeConsequences: narrowingConsequences,
  });
  return EXIT.ok;
}
