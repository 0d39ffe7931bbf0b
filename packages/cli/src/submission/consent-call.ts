import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { COUNTRY_FLAG, COUNTRY_HELP, nodeCountry } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { type Format, formatOption } from '../options.ts';
import { toBaseRevision } from './base-revision.ts';

/** Flags of the commands that change the consent of a report. */
export type ConsentFlags = ConnectionFlags & {
  readonly country?: string;
  readonly base?: string;
  readonly validateOnly?: boolean;
  readonly format: Format;
};

export function withConsentFlags(command: Command, example: string): Command {
  command
    .argument('<report-id>')
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .option('--base <n>', 'only if this is the current revision')
    .option('--validate-only', 'check everything and change nothing')
    .addOption(formatOption())
    .addHelpText('after', `\nExample:\n  ${example}`);
  return withConnection(command);
}

/** The node to call, and the fields that both requests have. */
export async function prepareConsentCall(context: CommandContext, reportId: string, flags: ConsentFlags) {
  const country = nodeCountry(flags.country);
  const baseRevision = toBaseRevision(flags.base);
  const connection = await context.connect(flags, { country });
  return {
    intake: await connection.intake(country),
    country,
    request: { reportId, baseRevision, validateOnly: flags.validateOnly === true },
  };
}
