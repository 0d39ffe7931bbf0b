import type { Command } from 'commander';
import { COUNTRY_FLAG, COUNTRY_HELP } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';

export type StatusFlags = ConnectionFlags & {
  readonly operator?: boolean;
  readonly country?: string;
  readonly json?: boolean;
};

export function registerStatus(program: Command, kit: Kit): void {
  const command = program
    .command('status')
    .summary('how fresh each node is, and which releases there are')
    .description(
      "Tells how long ago each node was last heard of, and the region's releases. With --operator, and an operator's " +
        'certificate, also how far the aggregation has read each part of the log. With --country instead of one node: how much ' +
        'each organisation takes back of what it sends; for its lead organisation, and with --operator for operators.',
    )
    .option('--operator', 'as an operator: positions and lag of the log as well')
    .option(COUNTRY_FLAG, `of one node alone: ${COUNTRY_HELP}`)
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npx waylight status --json\n  npx waylight status --operator --country MK',
    );
  withConnection(command).action(
    kit.action(async (flags: StatusFlags) => {
      if (flags.country !== undefined) {
        const { showReview } = await import('../operations/review.ts');
        return showReview(kit, flags);
      }
      const { showStatus } = await import('../operations/status.ts');
      return showStatus(kit, flags);
    }),
  );
}
