import { createInterface } from 'node:readline';
import { Option } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { refusedFailure } from '../failure.ts';

export type ConfirmFlags = { readonly yes?: true; readonly dryRun?: true };

export const yesOption = (): Option => new Option('--yes', 'answer yes to every question, for scripts');

/** Asks on stderr, one question after the other. @throws CommandFailure with the remedy unless every answer is yes. */
export async function confirm(
  { stdin, printMessage, signal }: Pick<CommandContext, 'stdin' | 'printMessage' | 'signal'>,
  questions: readonly string[],
  remedy: string,
): Promise<void> {
  const input = createInterface({ input: stdin, signal });
  try {
    const answers = input[Symbol.asyncIterator]();
    for (const question of questions) {
      printMessage(`${question} [yes/no]`);
      const { value, done } = await answers.next();
      if (done === true || !/^\s*y(es)?\s*$/i.test(value))
        throw refusedFailure('not confirmed: nothing was changed', remedy);
    }
  } finally {
    input.close();
  }
}

/** What to do if the fingerprints of two operators differ. */
export const FINGERPRINT_DIFFERS =
  'If a fingerprint differs, somebody may have exchanged a key: use neither, and ask for a new file.';
