import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';

export type StatusFlags = ConnectionFlags & { readonly operator?: boolean; readonly json?: boolean };

export function registerStatus(program: Command, kit: Kit): void {
  const command = program
    .command('status')
    .summary('how fresh each node is, and which releases there are')
    .description(
      "Tells how long ago each node was last heard of, and the region's releases. With --operator, and an operator's " +
        'certificate, also how far the aggregation has read each part of the log.',
    )
    .option('--operator', 'positions and lag of the log as well')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  npx waylight status --json');
  withConnection(command).action(
    kit.action(async (flags: StatusFlags) => {
      const { tellStatus } = await import('../operations/status.ts');
      return tellStatus(kit, flags);
    }),
  );
}
