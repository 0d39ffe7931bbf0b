import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseReleaseKeys, type ReleaseKey } from '@waylight/disclosure-control';
import type { CommandContext } from '../command-context.ts';
import { resolveFlags } from '../connection/flags.ts';
import { dataDirOf } from '../connection/region-location.ts';
import { usageFailure } from '../failure.ts';
import { readJson } from '../report-file/read-file.ts';

/** Public keys and their file; `file` is undefined if no keys were found. */
export type KnownKeys = { readonly keys: readonly ReleaseKey[]; readonly file: string | undefined };

/** Reads the keys in the file of --keys; without the flag, those in the folder of a trial, if it exists. */
export async function readKnownKeys(
  context: CommandContext,
  flags: { readonly keys?: string; readonly data?: string },
): Promise<KnownKeys> {
  if (flags.keys !== undefined) return readKeyFile(context, resolve(context.cwd, flags.keys));
  const dataDir = dataDirOf(resolveFlags({ data: flags.data }, context.env), context.cwd);
  const file = join(dataDir, 'release-keys.json');
  const exists = await access(file).then(
    () => true,
    () => false,
  );
  return exists ? readKeyFile(context, file) : { keys: [], file: undefined };
}

async function readKeyFile(context: CommandContext, file: string): Promise<KnownKeys> {
  const parsed = parseReleaseKeys(await readJson(context, file));
  if (parsed.ok) return { keys: parsed.keys, file };
  throw usageFailure(
    `${file} is not a list of keys: write one with "release keys --format json"`,
    ...parsed.problems,
  );
}
