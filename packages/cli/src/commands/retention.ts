import { type Command, Option } from 'commander';
import { COUNTRY_FLAG, COUNTRY_HELP } from '../connection/country.ts';
import { withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';
import type { AuditFlags } from './audit.ts';

export type RetentionFlags = AuditFlags & { readonly format: 'table' | 'json' };

export function registerRetention(program: Command, kit: Kit): void {
  const retention = program
    .command('retention')
    .summary('how long what is kept, and what was removed')
    .description('Tells how long what is kept, what is due, and what was removed because its time was over.');
  const show = retention
    .command('show')
    .description(
      'Tells it of a node or of aggregation: to its operators exactly, to data-protection officers (--as ID) without numbers of reports. ' +
        'That somebody looked stands in the audit.',
    )
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .option('--aggregation', "instead of a node: the region's aggregation")
    .option('--operator', "with an operator's certificate")
    .addOption(
      new Option('--format <format>', 'how data is printed').choices(['table', 'json']).default('table'),
    )
    .addHelpText(
      'after',
      '\nExample:\n  npx waylight retention show --country MK --operator' +
        '\n  npx waylight retention show --aggregation --format json',
    );
  withConnection(show).action(
    kit.action(async (flags: RetentionFlags) => {
      const { showRetention } = await import('../audit/retention.ts');
      return showRetention(kit, flags);
    }),
  );
}
