import { existsSync } from 'node:fs';
import { copyFile, cp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { nodeLayout, parseUpgradeRecord, type UpgradeRecord } from '@waylight/deployment';
import { usageFailure } from '../failure.ts';
import { composeFileNames } from '../machine/compose-files.ts';
import { makePublicFolder, ownUser, writePublic, writeSecret } from '../machine/machine-files.ts';
import type { MachineFolder } from './machine-folder.ts';

const RECORD = 'upgrade.json';

/** The last upgrade of a machine, and the folder with its former Compose files, monitoring rules and settings. */
export type FormerVersion = { readonly record: UpgradeRecord; readonly folder: string };

/** Undefined if there is nothing to go back to. */
export async function readFormerVersion({
  former,
}: Pick<MachineFolder, 'former'>): Promise<FormerVersion | undefined> {
  const names = existsSync(former) ? await readdir(former) : [];
  const folder = names.map((name) => join(former, name)).find((one) => existsSync(join(one, RECORD)));
  if (folder === undefined) return undefined;
  const record = parseUpgradeRecord(await readFile(join(folder, RECORD), 'utf8'));
  if (record === undefined) throw usageFailure(`${join(folder, RECORD)} is damaged`);
  return { record, folder };
}

/** Keeps the files of the present version, which replace those of an earlier upgrade. */
export async function keepFormerVersion(
  { dir, kind, settings, former }: Pick<MachineFolder, 'dir' | 'kind' | 'settings' | 'former'>,
  upgrade: Pick<UpgradeRecord, 'from' | 'to' | 'services'>,
): Promise<FormerVersion> {
  const composeFiles = composeFileNames(kind).filter((name) => existsSync(join(dir, name)));
  const record = { ...upgrade, completed: false, composeFiles };
  const unfinished = join(former, 'unfinished');
  await rm(unfinished, { recursive: true, force: true });
  await makePublicFolder(unfinished);
  for (const file of [...composeFiles.map((name) => join(dir, name)), settings])
    await copyFile(file, join(unfinished, basename(file)));
  const { prometheus } = nodeLayout(dir);
  if (existsSync(prometheus)) await copyFolder(prometheus, join(unfinished, basename(prometheus)));
  for (const name of await readdir(former))
    if (name !== basename(unfinished)) await rm(join(former, name), { recursive: true });
  const kept = { record, folder: join(former, record.from) };
  await rename(unfinished, kept.folder);
  // Written last: with it, an interrupted upgrade continues.
  await writeRecord(kept);
  return kept;
}

/** The numbers of rows in it are only for the operator. */
export const writeRecord = ({ record, folder }: FormerVersion): Promise<void> =>
  writeSecret(join(folder, RECORD), `${JSON.stringify(record, undefined, 2)}\n`, ownUser());

/** Puts the former files in place. The settings come last, because they name the version. Versions before 0.4.0 have no rules. */
export async function restoreFormerFiles(
  { dir, settings }: Pick<MachineFolder, 'dir' | 'settings'>,
  { record, folder }: FormerVersion,
): Promise<void> {
  const { prometheus } = nodeLayout(dir);
  const rules = join(folder, basename(prometheus));
  if (existsSync(rules)) await copyFolder(rules, prometheus);
  for (const file of [...record.composeFiles.map((name) => join(dir, name)), settings])
    await writePublic(file, await readFile(join(folder, basename(file))));
}

/** Replaces files of the same names. Containers keep their mount, because the folders stay. */
const copyFolder = (from: string, to: string): Promise<void> => cp(from, to, { recursive: true });

export const removeFormerVersion = ({ folder }: FormerVersion): Promise<void> =>
  rm(folder, { recursive: true, force: true });
