import { readFile } from 'node:fs/promises';
import type { CommandContext } from '../command-context.ts';
import { probeMachine } from '../doctor/probe-machine.ts';
import { CommandFailure, refusedFailure } from '../failure.ts';
import { type Finding, worstOf } from '../installation/finding.ts';
import { showProblems } from '../installation/print-findings.ts';
import { type ComposeServices, composeIn } from '../machine/compose.ts';
import { writeComposeFiles } from '../machine/compose-files.ts';
import { grantOwnRights } from '../machine/grant-rights.ts';
import { writePublic } from '../machine/machine-files.ts';
import type { MachineKind } from '../machine/machine-kind.ts';
import { type FormerVersion, keepFormerVersion, readFormerVersion, writeRecord } from './former-version.ts';
import { compareVersions, type MachineFolder } from './machine-folder.ts';
import { compareRows, copyService, keepCopy, latestCopyOf, type ServiceCopy } from './service-copies.ts';

/** Compose services in the order of their upgrade: readers before writers. The others follow together. */
export const UPGRADE_ORDER: Readonly<Record<MachineKind, readonly string[]>> = {
  node: ['intake'],
  region: ['kafka', 'redis', 'aggregation', 'insights'],
};

export type Upgraded = FormerVersion & { readonly findings: readonly Finding[] };

/** The interrupted upgrade to this version; undefined if a new one begins. @throws CommandFailure if none may begin. */
export async function findUnfinished(machine: MachineFolder, to: string): Promise<FormerVersion | undefined> {
  const { dir, version } = machine;
  const former = await readFormerVersion(machine);
  if (former?.record.completed === false) {
    if (former.record.to === to) return former;
    throw refusedFailure(
      `an upgrade of ${dir} to ${former.record.to} was not completed, and nothing was changed`,
      `Complete it with the command of ${former.record.to}, or go back: waylight upgrade --back --dir ${dir}`,
    );
  }
  const order = compareVersions(version, to);
  if (order === 0) throw refusedFailure(`${dir} has ${to} already`, 'Use the command of a newer package.');
  if (order > 0)
    throw refusedFailure(
      `${dir} has ${version}, which is newer than this command (${to}), and nothing was changed`,
      `For the version before the last upgrade use waylight upgrade --back --dir ${dir}.`,
    );
  return undefined;
}

/** Upgrades a machine that was checked, or continues where an upgrade was interrupted. */
export async function goForward(
  context: CommandContext,
  machine: MachineFolder,
  { to, unfinished }: { readonly to: string; readonly unfinished: FormerVersion | undefined },
): Promise<Upgraded> {
  const former = unfinished ?? (await keepFormerVersion(machine, await copyMachine(context, machine, to)));
  if (unfinished !== undefined) context.printMessage('Continues the upgrade that was interrupted.');
  try {
    await writeComposeFiles(machine.dir, machine.kind);
    const settings = await readFile(machine.settings, 'utf8');
    await writePublic(machine.settings, settings.replace(/^WAYLIGHT_VERSION=.*$/m, `WAYLIGHT_VERSION=${to}`));
    await startInOrder(context, machine, composeIn(machine.dir, context.signal));
    return await compareAndProbe(context, machine, former);
  } catch (error) {
    throw withWayBack(error, machine, former);
  }
}

async function copyMachine(context: CommandContext, { services, version }: MachineFolder, to: string) {
  const copies: ServiceCopy[] = [];
  for (const service of services) {
    const copy = await copyService(service, context.signal);
    keepCopy(service, copy);
    copies.push(copy);
    context.printMessage(`Copied ${service.subject.of}: ${copy.backup}, restored and counted.`);
  }
  return { from: version, to, services: copies };
}

async function startInOrder(
  context: CommandContext,
  { dir, kind }: MachineFolder,
  compose: ComposeServices,
): Promise<void> {
  for (const service of UPGRADE_ORDER[kind]) {
    context.printMessage(`Starts ${service}…`);
    await compose.up(service);
    if (service === 'kafka') await grantOwnRights(context, dir);
  }
  await compose.up();
}

async function compareAndProbe(
  context: CommandContext,
  machine: MachineFolder,
  { folder, record }: FormerVersion,
): Promise<Upgraded> {
  const services = machine.services.map((service) =>
    latestCopyOf(service, copyOf(record.services, service.service)),
  );
  // Before the services may delete the earlier copies.
  await writeRecord({ folder, record: { ...record, services } });
  const findings: Finding[] = [];
  for (const service of machine.services) {
    const before = copyOf(services, service.service);
    keepCopy(service, before);
    const after = await copyService(service, context.signal);
    findings.push(...compareRows(service.subject.of, before.rows, after.rows));
  }
  findings.push(...(await probeMachine(machine.dir)));
  if (worstOf(findings) === 'wrong') {
    showProblems(context, findings);
    throw refusedFailure(`the machine was upgraded to ${record.to}, but is not as before`);
  }
  const completed = { folder, record: { ...record, services, completed: true } };
  await writeRecord(completed);
  return { ...completed, findings };
}

export function copyOf(copies: readonly ServiceCopy[], service: ServiceCopy['service']): ServiceCopy {
  const copy = copies.find((one) => one.service === service);
  if (copy === undefined) throw refusedFailure(`the record of the upgrade has no backup of ${service}`);
  return copy;
}

/** Adds how to go back to an error. */
function withWayBack(error: unknown, { dir, services }: MachineFolder, { record }: FormerVersion): unknown {
  if (!(error instanceof CommandFailure)) return error;
  return new CommandFailure(
    error.exitCode,
    `${error.message}; the upgrade from ${record.from} to ${record.to} is not complete`,
    [
      ...error.details,
      `Go back to ${record.from}: waylight upgrade --back --dir ${dir}`,
      'Or remove the cause and repeat this command: it continues.',
      ...services.map(
        ({ service, backups }) =>
          `The copy from before: ${copyOf(record.services, service).backup} in ${backups}`,
      ),
    ],
    { cause: error },
  );
}
