import { randomBytes } from 'node:crypto';
import { type NodeCountry, reportsTopic } from '@waylight/contracts';
import { ReportEvent } from '@waylight/contracts/incident';
import type { AppendedAt, LogRecord, OutgoingRecord } from '@waylight/event-log';
import type { Random } from '../random.ts';
import type { ExtraKind } from './extra-records.ts';
import type { FaultyRegion } from './faulty-region.ts';
import { openLog } from './read-views.ts';

/** Access to the topics of reports with a node's rights: reads records, and appends further ones. */
export type ReportTopics = {
  /** Reads up to this many consecutive records from a random position of a random partition; none if it is empty. */
  readonly readSome: (country: NodeCountry, random: Random, most: number) => Promise<readonly LogRecord[]>;
  readonly append: (
    country: NodeCountry,
    kind: ExtraKind,
    records: readonly OutgoingRecord[],
  ) => Promise<AppendedAt[]>;
  readonly close: () => Promise<void>;
};

export function openReportTopics({ kafka, region, extras }: FaultyRegion): ReportTopics {
  const log = openLog(kafka.address, region.topicPrefix);
  const appender = log.createAppender();
  return {
    readSome: async (country, random, most) => {
      const topic = reportsTopic(country);
      const { partition, start, end } = random.pick(await log.offsets(topic));
      const from = random.between(start, Math.max(start, end - most));
      const found: LogRecord[] = [];
      for await (const { records } of log.readFrom({ topic, partition }, from, {
        until: Math.min(end, from + most),
      }))
        found.push(...records.filter((one) => extras.kindOf({ topic, partition, ...one }) !== 'poison'));
      return found;
    },
    append: async (country, kind, records) => {
      const topic = reportsTopic(country);
      const placed = await appender.append(topic, records);
      for (const at of placed) extras.add(kind, { topic, ...at });
      return placed;
    },
    close: async () => {
      await appender.close();
      await log.close();
    },
  };
}

/** Repeats a record, as a network or a broker may deliver it again. */
export function repeatRecord({ key, value }: LogRecord): OutgoingRecord {
  return { key: key ?? new Uint8Array(), value };
}

/** Copies a report under a new, made-up reference: if it counts, the cell of the original counts twice. */
export function copyAsNewReport({ value }: LogRecord) {
  const event = ReportEvent.decode(value ?? new Uint8Array());
  const reportReference = randomBytes(16);
  return {
    event,
    reference: reportReference,
    record: (changed: Partial<ReportEvent>): OutgoingRecord => ({
      key: reportReference,
      value: ReportEvent.encode({ ...event, reportReference, ...changed }).finish(),
    }),
  };
}
