import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findBackups, type Manifest } from '@waylight/backup';
import { refusedFailure, usageFailure } from '../failure.ts';
import type { CheckedCopies } from './check-by-restoring.ts';
import type { ServiceFiles } from './service-files.ts';

type Named = Pick<ServiceFiles, 'subject'>;

/** The named backup of a service in a folder, or the newest. */
export function selectBackup(folder: string, { subject }: Named, name?: string): Manifest {
  if (!existsSync(folder))
    throw usageFailure(`there is no folder ${folder}`, 'Start the service: it writes a backup every hour.');
  const found = findBackups(folder, subject);
  const names = found.map((one) => one.name.replace('.json', ''));
  const selected = name === undefined ? found[0] : found[names.indexOf(name.replace(/\.\w+$/, ''))];
  if (selected === undefined)
    throw refusedFailure(
      name === undefined ? `${folder} has no backup of the ${subject.of}` : `${folder} has no backup ${name}`,
      ...(names.length === 0 ? [] : [`It has ${names.join(', ')}.`]),
    );
  const { manifest } = selected;
  if (manifest === undefined)
    throw refusedFailure(`the manifest ${selected.name} is damaged`, 'Use another backup (--backup NAME).');
  if (manifest.of !== subject.of)
    throw refusedFailure(`this is a backup of the ${manifest.of}, not of the ${subject.of}`);
  return manifest;
}

/** The folder with a backup somewhere below a folder: restic restores files with their whole path. */
export function findBackupFolder(below: string, { subject }: Named): string {
  const names = readdirSync(below, { recursive: true, encoding: 'utf8' });
  const folders = new Set(names.map((name) => dirname(join(below, name))));
  const folder = [...folders].find((one) => findBackups(one, subject).length > 0);
  if (folder === undefined) throw refusedFailure(`the snapshot has no backup of the ${subject.of}`);
  return folder;
}

/** The names of all files of a backup. */
export const filesOfBackup = (manifest: Manifest): string[] => [
  ...manifest.parts.map(({ file }) => basename(file)),
  `${nameOfBackup(manifest)}.json`,
];

/** The name by which --backup selects a backup. */
export const nameOfBackup = ({ parts: [first] }: Manifest): string =>
  first?.file.replace(/-[a-z]+\.\w+$/, '') ?? '';

/** Time of a backup, for people. */
export const formatTime = ({ createdAt }: Pick<Manifest, 'createdAt'>): string =>
  `${createdAt.slice(0, 'yyyy-mm-ddThh:mm:ss'.length).replace('T', ' ')} UTC`;

/** What a backup contains, for people. */
export const describeBackup = (manifest: Manifest): string =>
  `the ${manifest.of} as of ${formatTime(manifest)}`;

/** The same for a backup that was opened. */
export const describeChecked = (manifest: Manifest, { rows }: Pick<CheckedCopies, 'rows'>): string =>
  `${describeBackup(manifest)}, with ${describeRows(rows)}`;

function describeRows({
  report,
  activity,
  release,
  approval_event: decisions,
}: CheckedCopies['rows']): string {
  if (report !== undefined) return `${report} reports and ${activity ?? 0} activity reports`;
  if (release !== undefined) return `${release} releases`;
  return `${decisions ?? 0} decisions of members`;
}
