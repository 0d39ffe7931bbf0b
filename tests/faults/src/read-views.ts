import { createHash } from 'node:crypto';
import { dayNumber } from '@waylight/calendar';
import { NODE_COUNTRIES, reportsTopic } from '@waylight/contracts';
import { Country, ReportEvent } from '@waylight/contracts/incident';
import { createKafkaEventLog, type EventLog, withTopicPrefix } from '@waylight/event-log';
import { contributionOf, coordinatesOf, decodeCell } from '@waylight/trends';
import { createRedisViewStore } from '@waylight/view-store';
import type { CountedCell, Views } from './check-history.ts';
import type { LoggedRevision, StoredCells } from './check-log.ts';
import { contentOfCell } from './contents.ts';

/** The raw cells of the generation that serves, read through the store's own port and past every proxy. */
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

/** Cells by day, each with the content that alone may stand behind it. Those of weeks are only added up. */
export function countedCells(
  cells: StoredCells,
  organisationOf: (number: number) => string | undefined,
): Pick<Views, 'cells' | 'received'> {
  const counted: CountedCell[] = [];
  let received = 0;
  for (const [partition, fields] of cells)
    for (const [name, value] of fields) {
      const { reports, victims } = decodeCell(value);
      const space = name.indexOf(' ');
      const [bucket, field] = [name.slice(0, space), name.slice(space + 1)];
      if (bucket.startsWith('r')) {
        received += reports;
        continue;
      }
      const cell = coordinatesOf(field);
      const [, year, month] = /^o(\d{4})-(\d{2})$/.exec(bucket) ?? [];
      const day = dayNumber(Number(year), Number(month), cell.dayOfMonth);
      counted.push({
        organisation: organisationOf(cell.organisation) ?? `number ${cell.organisation}`,
        country: nameOfCountry(cell.country),
        content: year === undefined || cell.dayOfMonth === 0 ? undefined : contentOfCell(day, cell),
        reports,
        victims,
        where: `${partition} ${bucket} ${JSON.stringify(field)}`,
      });
    }
  return { cells: counted, received };
}

const nameOfCountry = (number: number): string =>
  Object.entries(Country).find(([, value]) => value === number)?.[0] ?? String(number);

export function openLog(kafka: string, topicPrefix: string): EventLog {
  return withTopicPrefix(createKafkaEventLog({ brokers: [kafka], clientId: 'waylight-tests' }), topicPrefix);
}

/** Every message on the topics of reports. */
export async function readReports(log: EventLog): Promise<LoggedRevision[]> {
  const found: LoggedRevision[] = [];
  const topics = new Set<string>(NODE_COUNTRIES.map(reportsTopic));
  for (const { name: topic, partitions } of await log.listTopics()) {
    if (!topics.has(topic)) continue;
    const bounds = await log.offsets(topic);
    for (let partition = 0; partition < partitions; partition++) {
      const { start = 0 } = bounds.find((one) => one.partition === partition) ?? {};
      for await (const { records } of log.readFrom({ topic, partition }, start))
        for (const { offset, key, value } of records) {
          if (key === null || value === null) continue;
          const event = ReportEvent.decode(value);
          found.push({
            partition: `${topic}:${partition}`,
            offset,
            reference: Buffer.from(key).toString('hex'),
            revision: event.revision,
            digest: createHash('sha1').update(value).digest('base64'),
            contribution: contributionOf(event),
          });
        }
    }
  }
  return found;
}
