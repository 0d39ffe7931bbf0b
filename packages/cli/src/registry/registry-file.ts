import { join, resolve } from 'node:path';
import { RegistryChangeError } from '@waylight/access';
import type { RegistryFlags } from '../commands/registry.ts';
import { dataDirOf } from '../connection/region-location.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';

/** The registry file that the flags mean: one that is named, or the trial's. */
export function registryFilePath({ file, data }: RegistryFlags, { cwd, env }: Kit): string {
  return file === undefined
    ? join(dataDirOf({ data: data ?? env.data }, cwd), 'registry.json')
    : resolve(cwd, file);
}

const EXIT_CODES: Readonly<Record<RegistryChangeError['code'], readonly [ExitCode, string]>> = {
  unreadable: [EXIT.usage, 'there is no registry to work with'],
  refused: [EXIT.refused, 'the registry stays as it is'],
  'not-permitted': [EXIT.notPermitted, 'the registry stays as it is'],
  'changed-meanwhile': [EXIT.tryAgain, 'the registry stays as it is'],
};

/** Works on a registry file; what is wrong with it, or with the change, becomes words for whoever gave the command. */
export async function translateRegistryErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RegistryChangeError)) throw error;
    const [exitCode, message] = EXIT_CODES[error.code];
    throw new CommandFailure(exitCode, message, error.problems, { cause: error });
  }
}
