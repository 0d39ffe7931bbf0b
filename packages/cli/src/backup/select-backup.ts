import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findBackups, type Manifest } from '@waylight/backup';
import { refusedFailure, usageFailure } from '../failure.ts';
import type { NodeFiles } from './node-files.ts';
import type { CheckedCopy } from './restore-ledger.ts';

/** The named backup of a node's ledger in a folder, or the newest. */
export function selectBackup(folder: string, { country }: NodeFiles, name?: string): Manifest {
  if (!existsSync(folder))
    throw usageFailure(`there is no folder ${folder}`, 'Start the node: it backs up its ledger every hour.');
  const found = findBackups(folder, 'ledger');
  const names = found.map((one) => one.name.replace('.json', ''));
  const selected = name === undefined ? found[0] : found[names.indexOf(name.replace(/\.\w+$/, ''))];
  if (selected === undefined)
    throw refusedFailure(
      name === undefined ? `${folder} has no backup of a ledger` : `${folder} has no backup ${name}`,
      ...(names.length === 0 ? [] : [`It has ${names.join(', ')}.`]),
    );
  const { manifest } = selected;
  if (manifest === undefined)
    throw refusedFailure(`the manifest ${selected.name} is damaged`, 'Use another backup (--backup NAME).');
  if (manifest.of !== `ledger of ${country}`)
    throw refusedFailure(`this is a backup of the ${manifest.of}, not of ${country}`);
  return manifest;
}

/** The folder with a backup somewhere below a folder: restic restores files with their whole path. */
export function findBackupFolder(below: string): string {
  const names = readdirSync(below, { recursive: true, encoding: 'utf8' });
  const manifest = names.find((name) => /^ledger-.*\.json$/.test(basename(name)));
  if (manifest === undefined) throw refusedFailure('the snapshot has no backup of a ledger');
  return dirname(join(below, manifest));
}

/** Time of a backup, for people. */
export const formatTime = ({ createdAt }: Pick<Manifest, 'createdAt'>): string =>
  `${createdAt.slice(0, 'yyyy-mm-ddThh:mm:ss'.length).replace('T', ' ')} UTC`;

/** What a backup contains, for people. */
export const describeBackup = (manifest: Manifest): string =>
  `the ${manifest.of} as of ${formatTime(manifest)}`;

/** The same for a backup that was opened. */
export function describeChecked(
  manifest: Manifest,
  { report = 0, activity = 0 }: CheckedCopy['rows'],
): string {
  return `${describeBackup(manifest)}, with ${report} reports and ${activity} activity records`;
}
