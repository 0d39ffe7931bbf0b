import { type Command, Option } from 'commander';
import { COUNTRY_FLAG, COUNTRY_HELP } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';

/** Reasons that a person gives; the others are given by imports and nodes. */
export const RETRACTION_REASONS = ['mistake', 'duplicate', 'consent-withdrawn', 'moved'] as const;

export type RetractFlags = ConnectionFlags & {
  readonly country?: string;
  readonly reason: (typeof RETRACTION_REASONS)[number];
  readonly base?: string;
  readonly validateOnly?: boolean;
  readonly json?: boolean;
};

export function registerRetract(program: Command, kit: Kit): void {
  const command = program
    .command('retract')
    .summary('end a report: it counts nowhere')
    .description('Ends a report: it counts nowhere any more. Giving the command again changes nothing.')
    .argument('<report-id>')
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .addOption(new Option('--reason <why>', 'why it ends').choices(RETRACTION_REASONS).default('mistake'))
    .option('--base <n>', 'only if this is the current revision')
    .option('--validate-only', 'check everything and change nothing')
    .option('--json', 'print the receipt as JSON')
    .addHelpText('after', '\nExample:\n  npx waylight retract MK-1 --country MK --reason duplicate');
  withConnection(command).action(
    kit.action(async (reportId: string, flags: RetractFlags) => {
      const { retract } = await import('../submission/retract.ts');
      return retract(kit, reportId, flags);
    }),
  );
}
