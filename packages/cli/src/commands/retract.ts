import { RetractionReason } from '@waylight/contracts/incident';
import { Option } from 'commander';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { COUNTRY_FLAG, COUNTRY_HELP, nodeCountry } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type Format, formatOption } from '../options.ts';
import { printReceipts } from '../receipts/print-receipts.ts';
import { toBaseRevision } from '../submission/base-revision.ts';

/** The reasons that a user can give. Imports and nodes give other reasons. */
const REASONS = {
  mistake: RetractionReason.MISTAKE,
  duplicate: RetractionReason.DUPLICATE,
  'consent-withdrawn': RetractionReason.CONSENT_WITHDRAWN,
  moved: RetractionReason.MOVED,
} as const satisfies Record<string, RetractionReason>;

type RetractFlags = ConnectionFlags & {
  readonly country?: string;
  readonly reason: keyof typeof REASONS;
  readonly base?: string;
  readonly validateOnly?: boolean;
  readonly format: Format;
};

export const define: DefineCommand = (command, context) => {
  command
    .description('Ends a report, which then is in no further count. Repeating the command changes nothing.')
    .argument('<report-id>')
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .addOption(
      new Option('--reason <reason>', 'reason of the retraction')
        .choices(Object.keys(REASONS))
        .default('mistake'),
    )
    .option('--base <n>', 'only if this is the current revision')
    .option('--validate-only', 'check everything and change nothing')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  waylight retract MK-1 --country MK --reason duplicate');
  withConnection(command).action(
    context.action((reportId: string, flags: RetractFlags) => retract(context, reportId, flags)),
  );
};

async function retract(context: CommandContext, reportId: string, flags: RetractFlags): Promise<ExitCode> {
  const country = nodeCountry(flags.country);
  const baseRevision = toBaseRevision(flags.base);
  const connection = await context.connect(flags, { country });
  const intake = await connection.intake(country);
  const done = await intake.retractReport({
    reportId,
    baseRevision,
    reason: REASONS[flags.reason],
    validateOnly: flags.validateOnly === true,
  });
  await printReceipts(context, [done], { country, format: flags.format, isRetraction: true });
  return EXIT.ok;
}
