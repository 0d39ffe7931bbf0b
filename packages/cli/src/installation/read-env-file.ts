import { readFile } from 'node:fs/promises';
import { usageFailure } from '../failure.ts';
import { parseEnvFile } from './installation.ts';

/** The variables in a file, which the option --env-file names. */
export async function readEnvFile(file: string): Promise<Record<string, string>> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usageFailure(`--env-file: cannot read ${file} (${error.code})`);
  });
  const { variables, problem } = parseEnvFile(text);
  if (problem !== undefined) throw usageFailure(`--env-file: ${problem}`);
  return variables;
}
