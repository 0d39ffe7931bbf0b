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

/**
 * Reads a file that the configuration names. `parse` answers what it read, or the problems that it found; what it says
 * must quote nothing of a secret file.
 * @throws ConfigError with every problem; KeyExposedError where others can read a secret file.
 */
export async function readJsonFile<Read extends object>(
  { variable, file, secret = false }: NamedFile,
  parse: (input: unknown) => Read | Wrong,
): Promise<Exclude<Read, Wrong>> {
  const text = secret ? await readKey(file) : await readFile(file, 'utf8');
  const wrong = (wants: string): ConfigError =>
    new ConfigError([{ variable, got: file, missing: false, wants }]);
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    // The parser's own message would quote the file.
    throw wrong('a file of JSON');
  }
  const read = parse(input);
  if (isWrong(read)) throw wrong(`a file without these problems: ${read.problems.join('; ')}`);
  return read as Exclude<Read, Wrong>;
}

function isWrong(read: object): read is Wrong {
  return 'problems' in read;
}
