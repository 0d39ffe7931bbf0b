import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  aggregationBackup,
  type Backups,
  backupFolderOf,
  copyTopic,
  createBackups,
  findBackups,
  hasRecordsOf,
  type Manifest,
  RecordsLostError,
  type RecordsPart,
  writeBackup,
} from '@waylight/backup';
import { RELEASES_TOPIC } from '@waylight/contracts';
import type { EventLog } from '@waylight/event-log';
import type { AggregationInputs } from './context.ts';

/** Backs up the audit and all releases. */
export function createAggregationBackups(inputs: AggregationInputs, eventLog: EventLog): Backups {
  const { config, metrics, now, log } = inputs;
  return createBackups({
    folder: backupFolderOf(config.auditFile),
    subject: aggregationBackup(config.auditName),
    write: () => backUpAggregation(inputs, eventLog),
    metrics,
    nowMs: now,
    log,
  });
}

/**
 * Requires that the log has all releases of the newest backup on this machine: otherwise aggregation would draw them again, and
 * two draws of one period disclose more than one. @throws RecordsLostError
 */
export async function requireReleases(inputs: AggregationInputs, eventLog: EventLog): Promise<void> {
  const copy = findNewestCopy(inputs);
  if (copy !== undefined && !(await hasRecordsOf(eventLog, RELEASES_TOPIC, copy)))
    throw new RecordsLostError(RELEASES_TOPIC, copy.file);
}

async function backUpAggregation(inputs: AggregationInputs, eventLog: EventLog): Promise<Manifest> {
  const { config, audit, now } = inputs;
  const folder = backupFolderOf(config.auditFile);
  const subject = aggregationBackup(config.auditName);
  const records = join(folder, `${subject.kind}.partial`);
  const earlier = findNewestCopy(inputs);
  try {
    const isComplete = await copyTopic(eventLog, { topic: RELEASES_TOPIC, file: records, earlier });
    if (!isComplete) throw new RecordsLostError(RELEASES_TOPIC, earlier?.file ?? '');
    return writeBackup(
      [
        { name: 'releases', records },
        { name: 'audit', database: audit.database() },
      ],
      { folder, subject, nowMs: now() },
    );
  } finally {
    rmSync(records, { force: true });
  }
}

/** The copy of the releases in the newest backup on this machine. */
function findNewestCopy({ config }: Pick<AggregationInputs, 'config'>): RecordsPart | undefined {
  return findBackups(backupFolderOf(config.auditFile), aggregationBackup(config.auditName))
    .flatMap(({ manifest }) => manifest?.parts ?? [])
    .find((part) => part.name === 'releases');
}
