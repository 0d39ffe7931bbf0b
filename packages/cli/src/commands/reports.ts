import { type Command, Option } from 'commander';
import { COUNTRY_FLAG, COUNTRY_HELP } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';
import { type Format, formatOption } from './format.ts';

export const STATES = ['accepted', 'logged', 'counted', 'in-release', 'retracted'] as const;

export type ReportsFlags = ConnectionFlags & {
  readonly country?: string;
  readonly state?: readonly (typeof STATES)[number][];
  readonly from?: string;
  readonly to?: string;
  readonly import?: string;
  readonly pageSize?: string;
  readonly pageToken?: string;
  readonly all?: boolean;
  readonly format: Format;
};

export function registerReports(program: Command, kit: Kit): void {
  const command = program
    .command('reports')
    .summary("list the organisation's own reports")
    .description("Lists the organisation's own reports at one node, newest first, filtered and paged.")
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .addOption(new Option('--state <state...>', 'only in these states').choices(STATES))
    .option(
      '--from <period>',
      'only what happened in this period or later: 2025, 2025-Q1, 2025-03, 2025-W10 or 2025-03-14',
    )
    .option('--to <period>', 'only what happened up to the end of this period')
    .option('--import <id>', 'only what this import created')
    .option('--page-size <n>', 'at most so many at once, 1 to 1000', '100')
    .option('--page-token <token>', 'the next page, as the last one named it')
    .option('--all', 'every page')
    .addOption(formatOption())
    .addHelpText(
      'after',
      '\nExample:\n  npx waylight reports --country MK --state counted --from 2025-01-01 --format csv --all',
    );
  withConnection(command).action(
    kit.action(async (flags: ReportsFlags) => {
      const { listReports } = await import('../receipts/list-reports.ts');
      return listReports(kit, flags);
    }),
  );
}
