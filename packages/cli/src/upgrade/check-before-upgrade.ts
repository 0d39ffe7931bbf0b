import { statfsSync, statSync } from 'node:fs';
import type { ServiceFiles } from '../backup/service-files.ts';
import { checkCertificate, checkClock } from '../doctor/check-machine.ts';
import { probeMachine } from '../doctor/probe-machine.ts';
import { readMachine } from '../doctor/read-machine.ts';
import { CommandFailure } from '../failure.ts';
import { type Finding, ok, wrong } from '../installation/finding.ts';
import { hasImage, imagesOf } from '../machine/compose.ts';
import { shippedComposeFile } from '../machine/compose-files.ts';
import type { MachineFolder } from './machine-folder.ts';

/** Two backups, a database that is rewritten, and its write-ahead log. */
const COPIES = 4;
/** Images are in Docker already; this is for logs and small files. */
const SPARE_BYTES = 256 * 1024 ** 2;

/** Examines a machine before an upgrade, and changes nothing. */
export async function checkBeforeUpgrade(machine: MachineFolder, to: string): Promise<Finding[]> {
  const { dir, kind, composeFiles, settings } = machine;
  const files = composeFiles.map((name) => shippedComposeFile(dir, kind, name));
  const host = readMachine(Date.now());
  return [
    ...(kind === 'node' ? [ok('order', 'region', `must have ${to} already: ask its operator`)] : []),
    ...machine.services.map((service) =>
      checkSpace(service.folder, databaseBytes(service), freeBytes(service)),
    ),
    ...(await checkImages(dir, { files, settings, version: to })),
    ...machine.certificates.map((path) => {
      const certificate = host.certificate(path);
      return certificate === undefined
        ? wrong('certificate', path, 'cannot be read', 'restore the file')
        : checkCertificate(certificate, host.nowMs);
    }),
    checkClock(host.isSynchronised, 0, host.nowMs),
    ...(await probeMachine(dir)),
  ];
}

export function checkSpace(folder: string, databases: number, free: number): Finding {
  const needed = COPIES * databases + SPARE_BYTES;
  const what = `${mebibytes(free)} free, ${mebibytes(needed)} needed for copies`;
  return free >= needed
    ? ok('disk space', folder, what)
    : wrong('disk space', folder, what, 'free disk space');
}

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 1024 ** 2)} MiB`;

/** Checks that Docker has every image, so that nothing is fetched while services are stopped. */
export async function checkImages(
  dir: string,
  compose: Readonly<{ files: readonly string[]; settings: string; version: string }>,
): Promise<Finding[]> {
  const { version } = compose;
  try {
    const images = await imagesOf(dir, compose);
    const missing: string[] = [];
    for (const image of images) if (!(await hasImage(image))) missing.push(image);
    if (missing.length === 0) return [ok('images', version, `${images.length} are in Docker`)];
    const todo = `docker load --input images/images.tar, of the package ${version}`;
    return missing.map((image) => wrong('images', image, 'is not in Docker', todo));
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return [wrong('images', version, error.message, error.details.join(' '))];
  }
}

const databaseBytes = ({ databases }: ServiceFiles): number =>
  Object.values(databases)
    .flatMap((file) => [file, `${file}-wal`])
    .reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);

function freeBytes({ folder }: ServiceFiles): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
