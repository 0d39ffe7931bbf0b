import { readFile } from 'node:fs/promises';
import { ConfigError } from './config-error.ts';
import { readKey } from './credential-files.ts';

type InvalidContent = { readonly problems: readonly string[] };

export type ConfiguredFile = {
  /** Variable that names the file, for errors. */
  readonly variable: string;
  readonly file: string;
  /** True if no other user of the machine may read the file. */
  readonly secret?: boolean;
};

/** A wrong file can have thousands of problems. */
const MAX_PROBLEMS = 30;
const MAX_PROBLEM_LENGTH = 500;

/**
 * Reads a JSON file that the configuration names. `parse` returns the content, or its problems, which must not quote a secret file.
 * @throws ConfigError with the problems; KeyExposedError if others can read a secret file.
 */
export async function readJsonFile<Read extends object>(
  { variable, file, secret = false }: ConfiguredFile,
  parse: (input: unknown) => Read | InvalidContent,
): Promise<Exclude<Read, InvalidContent>> {
  const configError = (wants: string): ConfigError =>
    new ConfigError([{ variable, got: file, missing: false, wants }]);
  const text = secret
    ? await readKey(file)
    : await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        throw configError(`a file that can be read (${error.code})`);
      });
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    // The message of the JSON parser would quote the file.
    throw configError('a file of JSON');
  }
  const read = parse(input);
  if (hasProblems(read)) {
    const more = read.problems.length - MAX_PROBLEMS;
    const listed = read.problems
      .slice(0, MAX_PROBLEMS)
      .map((problem) => problem.slice(0, MAX_PROBLEM_LENGTH));
    if (more > 0) listed.push(`and ${more} more`);
    throw configError(`a file without these problems: ${listed.join('; ')}`);
  }
  return read as Exclude<Read, InvalidContent>;
}

function hasProblems(read: object): read is InvalidContent {
  return 'problems' in read;
}
