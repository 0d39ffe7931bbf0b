import { DeadLetterReason, DeadLetterStep } from '@waylight/contracts/operations';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { enumLabel } from '../enum-names.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type Format, formatOption, parseWholeNumber } from '../options.ts';
import { printRows } from '../tables/print-rows.ts';

type DeadLettersFlags = ConnectionFlags & { readonly limit: string; readonly format: Format };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Lists messages that could not be counted, newest first: their place in the log, and the reason. Their content is ' +
        'not stored.',
    )
    .option('--limit <n>', 'largest number of messages, 1 to 1000', '100')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  waylight dead-letters --limit 10');
  withConnection(command).action(
    context.action((flags: DeadLettersFlags) => listDeadLetters(context, flags)),
  );
};

async function listDeadLetters(context: CommandContext, flags: DeadLettersFlags): Promise<ExitCode> {
  const limit = parseWholeNumber('--limit', flags.limit, 1, 1000);
  const connection = await context.connect(flags, { operator: true });
  const { deadLetters } = await (await connection.operations()).listDeadLetters({ limit });
  await printRows(context, {
    format: flags.format,
    columns: ['topic', 'partition', 'offset', 'reason', 'step', 'size'],
    rows: deadLetters.map(({ topic, partition, offset, reason, step, size }) => ({
      topic,
      partition,
      offset: Number(offset),
      reason: enumLabel(DeadLetterReason, reason),
      step: enumLabel(DeadLetterStep, step),
      size,
    })),
    numbers: ['partition', 'offset', 'size'],
    none: 'There are no such messages: every message is counted.',
  });
  return EXIT.ok;
}
