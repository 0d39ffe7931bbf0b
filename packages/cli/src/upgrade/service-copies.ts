import { findBackups, isDatabasePart, keptFileOf, type Manifest } from '@waylight/backup';
import { checkByRestoring } from '../backup/check-by-restoring.ts';
import { getFreshBackup } from '../backup/fresh-backup.ts';
import { writeOwnedFile } from '../backup/owned-files.ts';
import { describeChecked, nameOfBackup } from '../backup/select-backup.ts';
import { readDatabaseKey } from '../backup/service-files.ts';
import type { CommandContext } from '../command-context.ts';
import { type Finding, ok, wrong } from '../installation/finding.ts';
import type { MachineService } from './machine-folder.ts';

export type ServiceCopy = {
  readonly service: MachineService;
  readonly manifest: Manifest;
  /** Rows by table. */
  readonly rows: Readonly<Record<string, number>>;
};

/** Lets each running service write a backup, restores it into a temporary folder, and counts its rows. */
export async function copyServices(
  { signal, printMessage }: CommandContext,
  services: readonly MachineService[],
): Promise<ServiceCopy[]> {
  const copies: ServiceCopy[] = [];
  for (const service of services) {
    const key = await readDatabaseKey(service);
    const manifest = await getFreshBackup(service, signal);
    const backup = { manifest, from: service.backups, service, key, nowMs: Date.now() };
    const rows = await checkByRestoring(backup, (checked) => checked.rows);
    printMessage(`Backed up, restored and counted: ${describeChecked(manifest, { rows })}.`);
    copies.push({ service, manifest, rows });
  }
  return copies;
}

/** The service keeps this backup for 30 days, however many it writes since. */
export const keepCopy = ({ service, manifest }: ServiceCopy): void =>
  writeOwnedFile(keptFileOf(service.backups, service.subject), nameOfBackup(manifest));

/** The newest backup with the schemas of a copy: services write one right before they migrate. */
export function latestOfSchema(copy: ServiceCopy): ServiceCopy {
  const { backups, subject } = copy.service;
  const manifests = findBackups(backups, subject).map(({ manifest }) => manifest);
  const latest = manifests.find((one) => one !== undefined && schemasOf(one) === schemasOf(copy.manifest));
  return { ...copy, manifest: latest ?? copy.manifest };
}

export const schemasOf = ({ parts }: Manifest): string =>
  parts
    .filter(isDatabasePart)
    .map(({ name, schema }) => `${name} ${schema}`)
    .join();

/** Tables with what people sent or decided. Their rows are never deleted within minutes. */
const LASTING = ['report', 'activity', 'release', 'approval_event', 'frozen_bulletin'];

/** Compares the rows before an upgrade with those after it. */
export function compareRows(
  before: Pick<ServiceCopy, 'rows'>,
  after: Pick<ServiceCopy, 'rows'>,
  where: string,
): Finding[] {
  const fewer = LASTING.filter((table) => (after.rows[table] ?? 0) < (before.rows[table] ?? 0));
  if (fewer.length === 0) return [ok('rows', where, 'everything is there')];
  return fewer.map((table) =>
    wrong(
      'rows',
      where,
      `${table} has ${after.rows[table] ?? 0} rows, and had ${before.rows[table]}`,
      'go back, and report this as a defect of Waylight',
    ),
  );
}
