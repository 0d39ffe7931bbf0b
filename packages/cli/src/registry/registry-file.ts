import { join, resolve } from 'node:path';
import { RegistryChangeError } from '@waylight/access';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { dataDirOf } from '../connection/region-location.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure } from '../failure.ts';

export type RegistryFlags = { readonly file?: string; readonly data?: string };

export function withRegistryFile(command: Command): Command {
  return command
    .option('--file <file>', "the registry file (default: the trial's)")
    .option('--data <dir>', 'folder of the trial, with registry.json (default: .waylight/region)');
}

/** The registry file that the flags name, or the registry file of the trial. */
export function registryFilePath(
  { file, data }: RegistryFlags,
  { cwd, env }: Pick<CommandContext, 'cwd' | 'env'>,
): string {
  return file === undefined
    ? join(dataDirOf({ data: data ?? env.data }, cwd), 'registry.json')
    : resolve(cwd, file);
}

const UNCHANGED = 'the registry was not changed';
const EXIT_CODES: Readonly<Record<RegistryChangeError['code'], readonly [ExitCode, string]>> = {
  unreadable: [EXIT.usage, 'cannot read the registry'],
  refused: [EXIT.refused, UNCHANGED],
  'not-permitted': [EXIT.notPermitted, UNCHANGED],
  'changed-meanwhile': [EXIT.tryAgain, UNCHANGED],
};

/** Translates errors of reading or changing a registry file for the user of the command. */
export async function translateRegistryErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RegistryChangeError)) throw error;
    const [exitCode, message] = EXIT_CODES[error.code];
    throw new CommandFailure(exitCode, message, error.problems, { cause: error });
  }
}
