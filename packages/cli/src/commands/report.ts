import { type Command, Option } from 'commander';
import { COUNTRY_FLAG, COUNTRY_HELP } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';

export type ReportFlags = ConnectionFlags & {
  readonly country?: string;
  readonly validateOnly?: boolean;
  readonly preview?: boolean;
  readonly json?: boolean;
};

export function registerReport(program: Command, kit: Kit): void {
  const command = program
    .command('report')
    .summary('send a report, or a list of them')
    .description(
      'Sends a report, or a list of them, from a JSON file (- is stdin) to a country node. It is durable when the ' +
        'receipt is printed; sending the same again changes nothing. Of a list nothing is sent if any would be refused.',
    )
    .argument('<file>', 'JSON: one report, or a list; fields as in proto/waylight/intake/v1/report.proto')
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .option('--validate-only', 'check everything and send nothing')
    .addOption(
      new Option(
        '--preview',
        'send nothing and show what would leave, who could count it, what stays and what is dropped',
      ).conflicts('validateOnly'),
    )
    .option('--json', 'print the receipts, or the preview, as JSON')
    .addHelpText(
      'after',
      `
Example:
  echo '{"reportId": "MK-1", "occurredOn": "2025-03-14", "country": "MK",
         "types": ["pushback"], "shareWith": "partners"}' | npx waylight report - --country MK`,
    );
  withConnection(command).action(
    kit.action(async (file: string, flags: ReportFlags) => {
      const { sendReports } = await import('../submission/report.ts');
      return sendReports(kit, file, flags);
    }),
  );
}
