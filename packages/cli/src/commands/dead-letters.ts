import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';
import { type Format, formatOption } from './format.ts';

export type DeadLettersFlags = ConnectionFlags & { readonly limit: string; readonly format: Format };

export function registerDeadLetters(program: Command, kit: Kit): void {
  const command = program
    .command('dead-letters')
    .summary('messages that could not be counted')
    .description(
      'Lists the messages that could not be counted, newest first: where each lies in the log, and why. Their content ' +
        'is not copied.',
    )
    .option('--limit <n>', 'at most so many, 1 to 1000', '100')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  npx waylight dead-letters --limit 10');
  withConnection(command).action(
    kit.action(async (flags: DeadLettersFlags) => {
      const { listDeadLetters } = await import('../operations/dead-letters.ts');
      return listDeadLetters(kit, flags);
    }),
  );
}
