import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findWrongBytes } from '@waylight/backup';
import { sqliteErrorCode } from '@waylight/sqlite';
import { checkByRestoring, openDatabase } from '../backup/check-by-restoring.ts';
import { outcomeLines } from '../backup/describe-restored.ts';
import { replaceDatabases } from '../backup/replace-databases.ts';
import { selectBackup } from '../backup/select-backup.ts';
import { readDatabaseKey, type ServiceFiles } from '../backup/service-files.ts';
import type { CommandContext } from '../command-context.ts';
import { probeMachine } from '../doctor/probe-machine.ts';
import { refusedFailure } from '../failure.ts';
import { type Finding, ok, worstOf, wrong } from '../installation/finding.ts';
import { composeIn } from '../machine/compose.ts';
import { checkImages } from './check-before-upgrade.ts';
import {
  type FormerVersion,
  readFormerVersion,
  removeFormerVersion,
  restoreFormerFiles,
} from './former-version.ts';
import { copyOf, UPGRADE_ORDER } from './go-forward.ts';
import type { MachineFolder } from './machine-folder.ts';
import type { ServiceCopy } from './service-copies.ts';

/** @throws CommandFailure if this machine was not upgraded. */
export async function requireFormerVersion(machine: MachineFolder): Promise<FormerVersion> {
  const former = await readFormerVersion(machine);
  if (former !== undefined) return former;
  throw refusedFailure(
    `there is no former version in ${machine.former}, and nothing was changed`,
    'An upgrade keeps the version before it; going back uses it up.',
  );
}

export async function checkBeforeGoingBack(
  { dir, composeFiles, services }: MachineFolder,
  { record, folder }: FormerVersion,
): Promise<Finding[]> {
  const files = composeFiles.map((name) => join(record.composeFiles.includes(name) ? folder : dir, name));
  const settings = join(folder, '.env');
  return [
    ...(await checkImages(dir, { files, settings, version: record.from })),
    ...services.map((service) => checkCopy(service, copyOf(record.services, service.service))),
  ];
}

/** The copy is needed only if the schema changed, but a damaged one must be noticed before services stop. */
function checkCopy(service: ServiceFiles, { backup }: ServiceCopy): Finding {
  const manifest = existsSync(service.backups) ? selectBackup(service.backups, service, backup) : undefined;
  const problem =
    manifest === undefined
      ? 'is missing'
      : manifest.parts.map((part) => findWrongBytes(service.backups, part)).find((one) => one !== undefined);
  return problem === undefined
    ? ok('copy', service.subject.of, backup)
    : wrong('copy', service.subject.of, problem, 'fetch it from the repository: waylight restore --snapshot');
}

/** Restores the former version, and the former content of databases whose schema has changed. Returns lines for people. */
export async function goBack(
  context: CommandContext,
  machine: MachineFolder,
  former: FormerVersion,
): Promise<{ readonly lines: readonly string[]; readonly findings: readonly Finding[] }> {
  const compose = composeIn(machine.dir, context.signal);
  const stopped: readonly string[] = machine.services.map(({ service }) =>
    service === 'node' ? 'intake' : service,
  );
  await compose.stop(...stopped);
  const lines: string[] = [];
  for (const service of machine.services)
    lines.push(...(await restoreChanged(service, copyOf(former.record.services, service.service))));
  await restoreFormerFiles(machine, former);
  // Writers before readers, so that no older reader meets newer messages.
  for (const service of UPGRADE_ORDER[machine.kind].filter((one) => stopped.includes(one)).reverse())
    await compose.up(service);
  await compose.up();
  const findings = await probeMachine(machine.dir);
  if (worstOf(findings) !== 'wrong') await removeFormerVersion(former);
  return { lines, findings };
}

async function restoreChanged(service: ServiceFiles, copy: ServiceCopy): Promise<string[]> {
  const key = await readDatabaseKey(service);
  const changed = Object.entries(service.databases).filter(
    ([part, file]) => (copy.schemas[part] ?? 0) !== readSchema(file, key, copy.schemas[part]),
  );
  if (changed.length === 0)
    return [`${service.subject.of}: its schema is the former one, and nothing is lost.`];
  const manifest = selectBackup(service.backups, service, copy.backup);
  const nowMs = Date.now();
  return checkByRestoring({ manifest, from: service.backups, service, key, nowMs }, ({ files, rows }) => {
    const parts = changed.map(([part]) => part);
    const isAuditKept = !parts.includes('audit');
    const wanted = Object.fromEntries(Object.entries(files).filter(([part]) => parts.includes(part)));
    const { former } = replaceDatabases(service, wanted, {
      isAuditKept,
      createdAt: manifest.createdAt,
      nowMs,
    });
    return outcomeLines('restored', service, { manifest, rows, former, isAuditKept });
  });
}

/** Schema of a database that no process uses. A missing file has the former schema: the service creates it. */
function readSchema(file: string, key: Uint8Array | undefined, former: number | undefined): number {
  if (!existsSync(file)) return former ?? 0;
  try {
    const database = openDatabase(file, key, true);
    try {
      return Number(database.prepare('PRAGMA user_version').get()?.user_version);
    } finally {
      database.close();
    }
  } catch (error) {
    if (sqliteErrorCode(error) === 'SQLITE_BUSY')
      throw refusedFailure(`${file} is in use, and was not changed`, 'Stop every process that uses it.');
    throw error;
  }
}
