import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseReleaseKeys, type ReleaseKey } from '@waylight/disclosure-control';
import type { ListReleasesFlags, VerifyFlags } from '../commands/release.ts';
import { resolveFlags } from '../connection/flags.ts';
import { dataDirOf } from '../connection/region-location.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { readJson } from '../report-file/read-file.ts';
import { printRows } from '../tables/print-rows.ts';

const COLUMNS = ['keyId', 'algorithm', 'from', 'until', 'publicKey'] as const;

/** Prints the region's public keys. As JSON they are what `release verify --keys` takes. */
export async function listReleaseKeys(kit: Kit, flags: ListReleasesFlags): Promise<ExitCode> {
  const connection = await kit.connect(flags);
  const { keys } = await (await connection.insights()).getReleaseKeys({});
  const rows = keys.map(({ keyId, algorithm, publicKey, from, until }) => ({
    ...{ keyId, algorithm, publicKey: publicKey.toString('base64'), from, until },
  }));
  await printRows(kit, {
    format: flags.format,
    columns: COLUMNS,
    rows,
    numbers: [],
    none: 'The region lists no keys: none of its releases can be verified.',
    document: rows.map(({ until, ...row }) => (until === '' ? row : { ...row, until })),
  });
  return EXIT.ok;
}

/** Public keys, and where they were read; `file` is undefined where there are none. */
export type KnownKeys = { readonly keys: readonly ReleaseKey[]; readonly file: string | undefined };

/** The keys of the file that was named; else those of the trial's folder, where a trial was started. */
export async function readKnownKeys(kit: Kit, flags: VerifyFlags): Promise<KnownKeys> {
  if (flags.keys !== undefined) return readKeyFile(kit, resolve(kit.cwd, flags.keys));
  const file = join(dataDirOf(resolveFlags({ data: flags.data }, kit.env), kit.cwd), 'release-keys.json');
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  return isThere ? readKeyFile(kit, file) : { keys: [], file: undefined };
}

async function readKeyFile(kit: Kit, file: string): Promise<KnownKeys> {
  const parsed = parseReleaseKeys(await readJson(kit, file));
  if (parsed.ok) return { keys: parsed.keys, file };
  throw usageFailure(
    `${file} is not a list of keys that "release keys --format json" prints`,
    ...parsed.problems,
  );
}
