import { createInterface } from 'node:readline';
import type { CommandContext } from '../command-context.ts';

/** Asks a question on stderr. True only if the next line of stdin is `yes`. */
export async function confirm(
  { stdin, printMessage, signal }: Pick<CommandContext, 'stdin' | 'printMessage' | 'signal'>,
  question: string,
): Promise<boolean> {
  printMessage(`${question} Type yes:`);
  const lines = createInterface({ input: stdin, signal });
  try {
    for await (const line of lines) return line.trim() === 'yes';
    return false;
  } finally {
    lines.close();
  }
}
