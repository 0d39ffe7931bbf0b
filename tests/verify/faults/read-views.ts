import { createHash } from 'node:crypto';
import { dayNumber, isCountedByWeek } from '@waylight/calendar';
import { DEAD_LETTERS_TOPIC, NODE_COUNTRIES, reportsTopic } from '@waylight/contracts';
import { Country, ReportEvent } from '@waylight/contracts/incident';
import { createKafkaEventLog, type EventLog, withTopicPrefix } from '@waylight/event-log';
import { contributionOf, decodeCell, decodeContribution, decodeCoordinates } from '@waylight/trends';
import { createRedisViewStore } from '@waylight/view-store';
import type { CountedCell, Views } from './check-history.ts';
import type { LoggedRevision, StoredCells } from './check-log.ts';
import { contentOfCell, receiptDays } from './contents.ts';
import { eventually } from './eventually.ts';
import type { ExtraRecords } from './extra-records.ts';
import type { FaultyRegion } from './faulty-region.ts';

/** Reads the raw cells of the live generation, through the store's own port and past every proxy. */
export async function readCells(redisUrl: string, namespace: string): Promise<StoredCells> {
  const store = await createRedisViewStore({ url: redisUrl, namespace });
  try {
    const live = await store.liveGeneration();
    if (live === null) return new Map();
    const cells = store.generation(live);
    const partitions = new Map<string, Map<string, string>>();
    for (const partition of await cells.partitions()) {
      const fields = new Map<string, string>();
      for (const [bucket, values] of (await cells.snapshot(partition)).buckets)
        for (const [field, value] of values)
          fields.set(`${bucket} ${field}`, Buffer.from(value).toString('latin1'));
      partitions.set(partition, fields);
    }
    return partitions;
  } finally {
    await store.close();
  }
}

/** Returns whether the cells in the store now contain this reference. */
export async function isCountedInStore(
  { stores, region }: FaultyRegion,
  partition: string,
  reference: Uint8Array,
): Promise<boolean> {
  const url = stores.primary().address;
  const store = await createRedisViewStore({ url, namespace: region.namespace });
  try {
    const live = await store.liveGeneration();
    if (live === null) return false;
    const references = [Buffer.from(reference).toString('base64url')];
    const { contributions } = await store.generation(live).read(partition, { references, cells: new Map() });
    const [text] = contributions;
    return text != null && decodeContribution(text).placement !== undefined;
  } finally {
    await store.close();
  }
}

/** Returns the cells by day, each with the only content that can produce it. Cells by week are only summed. */
export function toCountedCells(
  cells: StoredCells,
  organisationOf: (number: number) => string | undefined,
): Pick<Views, 'cells' | 'byWeek'> {
  const counted: CountedCell[] = [];
  const byWeek = { counted: 0, atLeast: 0, atMost: 0 };
  const { fromDay, toDay } = receiptDays();
  for (const [partition, fields] of cells)
    for (const [name, value] of fields) {
      const space = name.indexOf(' ');
      const [bucket, field] = [name.slice(0, space), name.slice(space + 1)];
      // Activity of organisations: its cells have another form and belong to no report.
      if (bucket.startsWith('a')) continue;
      const { reports, victims } = decodeCell(value);
      if (bucket.startsWith('r')) {
        byWeek.counted += reports;
        continue;
      }
      const cell = decodeCoordinates(field);
      const [, year, month] = /^o(\d{4})-(\d{2})$/.exec(bucket) ?? [];
      const day = dayNumber(Number(year), Number(month), cell.dayOfMonth);
      if (isCountedByWeek(day, toDay)) byWeek.atLeast += reports;
      if (isCountedByWeek(day, fromDay)) byWeek.atMost += reports;
      counted.push({
        organisation: organisationOf(cell.organisation) ?? `number ${cell.organisation}`,
        country: nameOfCountry(cell.country),
        content: year === undefined || cell.dayOfMonth === 0 ? undefined : contentOfCell(day, cell),
        reports,
        victims,
        where: `${partition} ${bucket} ${JSON.stringify(field)}`,
      });
    }
  return { cells: counted, byWeek };
}

const nameOfCountry = (number: number): string =>
  Object.entries(Country).find(([, value]) => value === number)?.[0] ?? String(number);

export function openLog(kafka: string, topicPrefix: string): EventLog {
  return withTopicPrefix(createKafkaEventLog({ brokers: [kafka], clientId: 'waylight-tests' }), topicPrefix);
}

/** Waits until the store has counted the log up to its end, or until the deadline. */
export async function waitUntilCounted(
  log: EventLog,
  redisUrl: string,
  namespace: string,
  deadlineMs: number,
): Promise<void> {
  const store = await createRedisViewStore({ url: redisUrl, namespace });
  const deadline = performance.now() + deadlineMs;
  try {
    for (const { name: topic } of await reportsTopics(log))
      for (const { partition, end } of await log.offsets(topic))
        await eventually(
          async () => {
            // Queried each time: a store that comes back empty has no live generation for a moment.
            const live = store.generation((await store.liveGeneration()) ?? 'none');
            return ((await live.position(`${topic}:${partition}`))?.offset ?? 0) >= end;
          },
          Math.max(0, deadline - performance.now()),
        );
  } finally {
    await store.close();
  }
}

async function reportsTopics(log: EventLog) {
  const topics = new Set<string>(NODE_COUNTRIES.map(reportsTopic));
  return (await log.listTopics()).filter(({ name }) => topics.has(name));
}

/** Reads the positions in all dead letters, with repetitions. */
export async function readDeadLetters(log: EventLog): Promise<string[]> {
  const positions: string[] = [];
  for await (const { records } of log.readFrom({ topic: DEAD_LETTERS_TOPIC, partition: 0 }, 0))
    positions.push(...records.map(({ key }) => Buffer.from(key ?? []).toString('latin1')));
  return positions;
}

/** Reads every message on the topics of reports, except the poison of faults. */
export async function readReports(log: EventLog, extras: ExtraRecords): Promise<LoggedRevision[]> {
  const found: LoggedRevision[] = [];
  for (const { name: topic, partitions } of await reportsTopics(log)) {
    const bounds = await log.offsets(topic);
    for (let partition = 0; partition < partitions; partition++) {
      const { start = 0 } = bounds.find((one) => one.partition === partition) ?? {};
      for await (const { records } of log.readFrom({ topic, partition }, start))
        for (const { offset, key, value } of records) {
          const kind = extras.kindOf({ topic, partition, offset });
          if (key === null || value === null || kind === 'poison') continue;
          const event = ReportEvent.decode(value);
          found.push({
            partition: `${topic}:${partition}`,
            offset,
            reference: Buffer.from(key).toString('hex'),
            revision: event.revision,
            digest: createHash('sha1').update(value).digest('base64'),
            contribution: contributionOf(event),
            byFault: kind !== undefined,
          });
        }
    }
  }
  return found;
}
