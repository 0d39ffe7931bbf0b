import { type Command, Option } from 'commander';
import { COUNTRY_FLAG, COUNTRY_HELP } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';

export const WATCH_STATES = ['logged', 'counted', 'in-release', 'retracted'] as const;

export type ReceiptFlags = ConnectionFlags & {
  readonly country?: string;
  readonly watch?: boolean;
  readonly until?: (typeof WATCH_STATES)[number];
  readonly verbose?: boolean;
  readonly json?: boolean;
};

export function registerReceipt(program: Command, kit: Kit): void {
  const command = program
    .command('receipt')
    .summary('where a report is on its way')
    .description(
      'Tells where a report is on its way: accepted → logged → counted → in a release, or retracted. With --watch it ' +
        'stays and tells every step, until the way ends or Ctrl-C; a lost connection is taken up where it broke.',
    )
    .argument('<report-id>')
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .option('--watch', 'stay and tell every step')
    .addOption(
      new Option('--until <state>', 'watch until it is there (implies --watch)').choices(WATCH_STATES),
    )
    .option('--verbose', 'name every release that it is in by its id, table by table')
    .option('--json', 'print receipts as JSON, one a line when watching')
    .addHelpText('after', '\nExample:\n  npx waylight receipt MK-1 --country MK --until counted');
  withConnection(command).action(
    kit.action(async (reportId: string, flags: ReceiptFlags) => {
      const { showReceipt } = await import('../receipts/show-receipt.ts');
      return showReceipt(kit, reportId, flags);
    }),
  );
}
