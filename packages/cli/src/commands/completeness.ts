import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';
import { type Format, formatOption } from './format.ts';

export type CompletenessFlags = ConnectionFlags & {
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
  readonly format: Format;
};

export function registerCompleteness(program: Command, kit: Kit): void {
  const command = program
    .command('completeness')
    .summary('how completely organisations said what they did, by country and month')
    .description(
      'Tells for each released month how many of the organisations expected in a country said what they did, and were there: all, most, ' +
        'some or none of them, never which. Beside it what was reported. It comes from activity records alone, as they stood when the month closed.',
    )
    .option('--from <period>', 'the first: 2025, 2025-Q1 or 2025-03')
    .option('--to <period>', 'the last, counted in')
    .option('--json', 'the same as --format json')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  npx waylight completeness --from 2025-01 --to 2025-12');
  withConnection(command).action(
    kit.action(async (flags: CompletenessFlags) => {
      const { showCompleteness } = await import('../trends/show-completeness.ts');
      return showCompleteness(kit, flags);
    }),
  );
}
