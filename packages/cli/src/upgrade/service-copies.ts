import { findBackups, isDatabasePart, keptFileOf, type Manifest } from '@waylight/backup';
import type { UpgradeRecord } from '@waylight/deployment';
import { checkByRestoring } from '../backup/check-by-restoring.ts';
import { getFreshBackup } from '../backup/fresh-backup.ts';
import { writeOwnedFile } from '../backup/owned-files.ts';
import { nameOfBackup } from '../backup/select-backup.ts';
import { readDatabaseKey, type ServiceFiles } from '../backup/service-files.ts';
import { attention, type Finding, ok, wrong } from '../installation/finding.ts';

export type ServiceCopy = UpgradeRecord['services'][number];

/** Lets the running service write a backup, restores it into a temporary folder, and counts its rows. */
export async function copyService(service: ServiceFiles, signal: AbortSignal): Promise<ServiceCopy> {
  const key = await readDatabaseKey(service);
  const manifest = await getFreshBackup(service, signal);
  const backup = { manifest, from: service.backups, service, key, nowMs: Date.now() };
  const rows = await checkByRestoring(backup, (copies) => copies.rows);
  return { ...describe(service, manifest), rows };
}

const describe = ({ service }: ServiceFiles, manifest: Manifest) => ({
  service,
  backup: nameOfBackup(manifest),
  createdAt: manifest.createdAt,
  schemas: Object.fromEntries(
    manifest.parts.filter(isDatabasePart).map(({ name, schema }) => [name, schema]),
  ),
});

/** The service keeps this backup for 30 days, however many it writes since. */
export const keepCopy = ({ backups, subject }: ServiceFiles, { backup }: ServiceCopy): void =>
  writeOwnedFile(keptFileOf(backups, subject), backup);

/** The newest backup with the schema from before the upgrade: services write one before they migrate. */
export function latestCopyOf(service: ServiceFiles, before: ServiceCopy): ServiceCopy {
  const schemas = JSON.stringify(before.schemas);
  const found = findBackups(service.backups, service.subject)
    .flatMap(({ manifest }) => (manifest === undefined ? [] : [describe(service, manifest)]))
    .find((one) => JSON.stringify(one.schemas) === schemas && one.createdAt > before.createdAt);
  return { ...before, ...found };
}

/** Tables whose rows end by themselves within minutes. */
const SHORT_LIVED: ReadonlySet<string> = new Set([
  'erasure',
  'journal_applied',
  'missing_entry',
  'missing_report',
  'narrowed_report',
  'session',
  'spent_state',
  'unjournalled',
]);
/** Tables from which people delete. */
const DELETED_BY_PEOPLE: ReadonlySet<string> = new Set(['bulletin', 'note', 'saved_view']);

/** Compares the rows before an upgrade with those after it. */
export function compareRows(
  service: string,
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): Finding[] {
  const fewer = Object.entries(before).filter(
    ([table, rows]) => !SHORT_LIVED.has(table) && (after[table] ?? 0) < rows,
  );
  if (fewer.length === 0) return [ok('rows', service, 'every table has its rows')];
  return fewer.map(([table, rows]) => {
    const what = `${table} has ${after[table] ?? 0} rows, and had ${rows}`;
    return DELETED_BY_PEOPLE.has(table)
      ? attention('rows', service, what, 'ask whether somebody deleted them during the upgrade')
      : wrong('rows', service, what, 'go back, and report this as a defect of Waylight');
  });
}
