import { RetractionReason } from '@waylight/contracts/incident';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { printReceipts } from '../../receipts/print-receipts.ts';
import { type ConsentFlags, prepareConsentCall, withConsentFlags } from '../../submission/consent-call.ts';

export const define: DefineCommand = (command, context) => {
  command.description(
    'Ends a report whose consent was withdrawn. It counts nowhere any more, the node deletes its content at once, and no ' +
      'import restores it. The receipt lists the consequences and their dates. Repeating the command changes nothing.',
  );
  withConsentFlags(command, 'waylight consent withdraw MK-1 --country MK').action(
    context.action((reportId: string, flags: ConsentFlags) => withdrawConsent(context, reportId, flags)),
  );
};

async function withdrawConsent(
  context: CommandContext,
  reportId: string,
  flags: ConsentFlags,
): Promise<ExitCode> {
  const { intake, country, request } = await prepareConsentCall(context, reportId, flags);
  const done = await intake.retractReport({ ...request, reason: RetractionReason.CONSENT_WITHDRAWN });
  await printReceipts(context, [done], { country, format: flags.format, isRetraction: true });
  return EXIT.ok;
}
