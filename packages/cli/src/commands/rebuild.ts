import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';

export type RebuildFlags = ConnectionFlags & { readonly json?: boolean };

export function registerRebuild(program: Command, kit: Kit): void {
  const command = program
    .command('rebuild')
    .summary('count everything anew from the log, compare, and swap')
    .description(
      'Builds the raw cells anew from the beginning of the log, beside those that serve, compares both at the same ' +
        'positions, and swaps if they are equal. Releases are never made again.',
    )
    .option('--json', 'print every step as JSON, one a line')
    .addHelpText('after', '\nExample:\n  npx waylight rebuild');
  withConnection(command).action(
    kit.action(async (flags: RebuildFlags) => {
      const { rebuild } = await import('../operations/rebuild.ts');
      return rebuild(kit, flags);
    }),
  );
}
