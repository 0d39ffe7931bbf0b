import { readFile } from 'node:fs/promises';
import { readKey } from '../pki/credential-files.ts';
import { ConfigError } from './config-error.ts';

type Wrong = { readonly problems: readonly string[] };

export type NamedFile = {
  /** The variable that named the file: it is what there is to change. */
  readonly variable: string;
  readonly file: string;
  /** The file must be closed to others on the machine. */
  readonly secret?: boolean;
};

/** More say nothing new; a file that is none of ours has thousands. */
const MOST_PROBLEMS = 30;
const MOST_PROBLEM = 500;

/**
 * Reads a file that the configuration names. `parse` answers what it read, or the problems that it found; what it says
 * must quote nothing of a secret file.
 * @throws ConfigError with every problem; KeyExposedError where others can read a secret file.
 */
export async function readJsonFile<Read extends object>(
  { variable, file, secret = false }: NamedFile,
  parse: (input: unknown) => Read | Wrong,
): Promise<Exclude<Read, Wrong>> {
  const wrong = (wants: string): ConfigError =>
    new ConfigError([{ variable, got: file, missing: false, wants }]);
  const text = secret
    ? await readKey(file)
    : await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        throw wrong(`a file that can be read (${error.code})`);
      });
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    // The parser's own message would quote the file.
    throw wrong('a file of JSON');
  }
  const read = parse(input);
  if (isWrong(read)) {
    const more = read.problems.length - MOST_PROBLEMS;
    const said = read.problems.slice(0, MOST_PROBLEMS).map((problem) => problem.slice(0, MOST_PROBLEM));
    if (more > 0) said.push(`and ${more} more`);
    throw wrong(`a file without these problems: ${said.join('; ')}`);
  }
  return read as Exclude<Read, Wrong>;
}

function isWrong(read: object): read is Wrong {
  return 'problems' in read;
}
