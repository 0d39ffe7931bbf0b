import type { Command } from 'commander';
import { COUNTRY_FLAG, COUNTRY_HELP } from '../connection/country.ts';
import { withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';
import type { ReportFlags } from './report.ts';

export type ActivityFlags = ReportFlags & { readonly revise?: boolean; readonly base?: string };

export function registerActivity(program: Command, kit: Kit): void {
  const command = program
    .command('activity')
    .summary('send what the organisation did in a period')
    .description(
      'Sends what the organisation did in a period, from a JSON file (- is stdin). A period with presence and no ' +
        'incident is data, and different from silence.',
    )
    .argument('<file>', 'JSON: one record of activity; fields as in proto/waylight/intake/v1/report.proto')
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .option('--revise', 'replace a record that was sent before; needs --base')
    .option('--base <n>', 'the revision that it replaces')
    .option('--validate-only', 'check everything and send nothing')
    .option('--json', 'print the receipt as JSON')
    .addHelpText(
      'after',
      `
Example:
  echo '{"activityId": "MK-2025-03", "fromDay": "2025-03-01", "toDay": "2025-03-31",
         "country": "MK", "present": true, "fieldVisits": 12}' | npx waylight activity - --country MK`,
    );
  withConnection(command).action(
    kit.action(async (file: string, flags: ActivityFlags) => {
      const { sendActivity } = await import('../submission/activity.ts');
      return sendActivity(kit, file, flags);
    }),
  );
}
