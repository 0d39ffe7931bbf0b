import { kafkaPrincipal, type LogAcl, type NodeCountry, nodePrincipal } from '@waylight/contracts';
import { pause } from '../async-control.ts';
import { type DesiredLog, type LogPlan, planAcls, revocationOf } from './plan-log.ts';
import type { LogAdministration } from './port.ts';

/** Compares topics and rules of a log with the desired ones. Changes nothing. */
export async function planLog(log: LogAdministration, desired: DesiredLog): Promise<LogPlan> {
  return {
    ...planAcls(desired, await log.listAcls()),
    topics: await log.compareTopics(desired.topics),
  };
}

/**
 * Creates what is missing, and returns the remaining differences, read from the log. Foreign rules are deleted first, and only
 * with `removeForeign`. Numbers of partitions are never changed. Repeating it is harmless.
 */
export async function applyLog(
  log: LogAdministration,
  desired: DesiredLog,
  { plan, removeForeign = false }: { readonly plan?: LogPlan; readonly removeForeign?: boolean } = {},
): Promise<LogPlan> {
  const { foreign, topics, missing } = plan ?? (await planLog(log, desired));
  if (removeForeign) await log.deleteAcls(foreign);
  const fixed = new Set(topics.flatMap(({ kind, topic }) => (kind === 'partitions' ? [topic] : [])));
  await log.applyTopics(desired.topics.filter(({ name }) => !fixed.has(name)));
  await log.createAcls(missing);
  return readUntil(
    () => planLog(log, desired),
    (remaining) =>
      remaining.missing.length === 0 &&
      remaining.topics.every(({ kind }) => kind === 'partitions') &&
      (!removeForeign || remaining.foreign.length === 0),
  );
}

/**
 * Excludes a node from the log at once: rules deny everything to its principal, then its other rules are deleted. Returns the
 * deleted rules. `applyLog` does not create them again before `readmitNode`.
 */
export async function revokeNode(log: LogAdministration, country: NodeCountry): Promise<LogAcl[]> {
  await log.createAcls(revocationOf(country));
  const deleted = await allowedTo(log, country);
  await log.deleteAcls(deleted);
  await readUntil(
    () => allowedTo(log, country),
    (remaining) => remaining.length === 0,
  );
  return deleted;
}

/** Ends the exclusion of a node. It has no rules until `applyLog` creates them. */
export function readmitNode(log: LogAdministration, country: NodeCountry): Promise<void> {
  return log.deleteAcls(revocationOf(country));
}

async function allowedTo(log: LogAdministration, country: NodeCountry): Promise<LogAcl[]> {
  const node = kafkaPrincipal(nodePrincipal(country).commonName);
  return (await log.listAcls()).filter(
    ({ principal, permission }) => principal === node && permission === 'allow',
  );
}

const READ_EVERY_MS = 200;
const READ_FOR_MS = 10_000;

/** Brokers apply changes a moment after the controller has confirmed them. */
async function readUntil<T>(read: () => Promise<T>, isDone: (found: T) => boolean): Promise<T> {
  const deadline = AbortSignal.timeout(READ_FOR_MS);
  for (;;) {
    const found = await read();
    if (isDone(found) || !(await pause(READ_EVERY_MS, deadline))) return found;
  }
}
