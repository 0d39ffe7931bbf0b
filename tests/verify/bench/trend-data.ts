import { join } from 'node:path';
import { isoMonth, nextPeriod, periodDays } from '@waylight/calendar';
import { connect } from '@waylight/cli';
import { NODE_COUNTRIES } from '@waylight/contracts';
import {
  Country,
  DatePrecision,
  IncidentType,
  Layer,
  ReportEvent,
  ShareWith,
} from '@waylight/contracts/incident';
import { ReleaseEvent } from '@waylight/contracts/release';
import { ONE_TABLE_PLAN, type ReleasePlan } from '@waylight/disclosure-control';
import { createKafkaEventLog, withTopicPrefix } from '@waylight/event-log';
import { loadMapping, runImport } from '@waylight/import';
import { waitFor } from '@waylight/testing';
import { type ProcessRegion, ROOT } from '@waylight/tests-region';
import { createRedisReleasedReader, createRedisViewStore } from '@waylight/view-store';
import type { BenchEvent } from './bench-events.ts';
import { createCountReader, waitForLiveStore, waitUntilCounted } from './drain.ts';
import { preload } from './preload.ts';

const YEARS = 5;
const DAY_MS = 86_400_000;
/** Days back from today to a month that is closed, and so the last of the five years. */
const CLOSED_DAYS = 75;
const PUBLIC_RECORD = 'examples/data/missing-migrants-western-balkans.csv';

/** The queried years: the last five that are released completely. */
export type FiveYears = { readonly from: string; readonly to: string; readonly months: readonly string[] };

export function fiveYears(nowMs: number): FiveYears {
  const to = isoMonth(Math.floor(nowMs / DAY_MS) - CLOSED_DAYS);
  const [year = '', month = ''] = nextPeriod('month', to).split('-');
  const from = `${Number(year) - YEARS}-${month}`;
  const months = [from];
  for (let one = from; one !== to; ) {
    one = nextPeriod('month', one);
    months.push(one);
  }
  return { from, to, months };
}

/** The plan of one table, which starts with the five years, so that all queries use that table. */
export const planOf = ({ from }: FiveYears): ReleasePlan => ({ ...ONE_TABLE_PLAN, from });

/** Events of every country, type and audience in turn, spread over the days of the five years; the same in every run. */
function* reportsOf(years: FiveYears, count: number): Generator<BenchEvent> {
  const { fromDay } = periodDays('month', years.from);
  const days = periodDays('month', years.to).toDay - fromDay + 1;
  const types = Object.values(IncidentType).filter((type) => type > 0);
  const audiences = [ShareWith.PARTNERS, ShareWith.NETWORK, ShareWith.PUBLIC];
  for (let n = 0; n < count; n++) {
    // Step widths are coprime to the lengths of the lists, so that all combinations occur.
    const country = NODE_COUNTRIES[(n * 5 + Math.floor(n / 7)) % NODE_COUNTRIES.length] ?? 'MK';
    const day = fromDay + ((n * 631) % days);
    const key = Buffer.alloc(16, 0x5a);
    key.writeUInt32BE(n, 0);
    const value = ReportEvent.encode(
      ReportEvent.fromPartial({
        reportReference: key,
        revision: 1,
        node: Country[country],
        firstReceivedDay: day,
        codeBookVersion: 1,
        organisation: 1 + (n % 6),
        layer: Layer.REPORTS,
        change: {
          $case: 'incident',
          value: {
            occurredDay: day,
            datePrecision: DatePrecision.DAY,
            country: Country[country],
            primaryType: types[Math.floor(n / 3) % types.length],
            shareWith: audiences[n % audiences.length],
            victims: 1 + (n % 4),
          },
        },
      }),
    ).finish();
    yield { country, key, value };
  }
}

export type FillOptions = {
  readonly kafka: string;
  readonly redis: string;
  readonly region: ProcessRegion;
  readonly years: FiveYears;
  readonly reports: number;
  readonly partitions: number;
};

/**
 * Fills a region in the usual ways: events on the topics of the nodes, and an import of the public record. Then an operator
 * releases all due periods. Returns every release.
 */
export async function fillRegion(options: FillOptions): Promise<readonly ReleaseEvent[]> {
  const { kafka, redis, region, years, reports, partitions } = options;
  const events = createKafkaEventLog({ brokers: [kafka], clientId: 'bench' });
  const log = withTopicPrefix(events, region.topicPrefix);
  const views = await createRedisViewStore({ url: redis, namespace: region.namespace });
  const released = await createRedisReleasedReader({ url: redis, namespace: region.namespace });
  const signal = AbortSignal.timeout(LONGEST_MS);
  try {
    const { records } = await preload(log, reportsOf(years, reports), partitions);
    const rows = await importPublicRecord(region, signal);
    await waitUntilCounted(createCountReader(await waitForLiveStore(views), partitions), records + rows);
    await closeDuePeriods(region, signal);
    await waitFor('the public record', async () => (await released.readPublicRecord()).length > 0, WAIT);
    const entries = await released.listReleases();
    const tables = await Promise.all(entries.map(({ id }) => released.readRelease(id)));
    return tables.flatMap((table) => (table === null ? [] : ReleaseEvent.decode(table.body)));
  } finally {
    await released.close();
    await views.close();
    await log.close();
  }
}

const LONGEST_MS = 180_000;
const WAIT = { deadlineMs: 30_000, everyMs: 100 };

async function importPublicRecord(region: ProcessRegion, signal: AbortSignal): Promise<number> {
  const mapping = loadMapping('missing-migrants');
  const context = { env: { noColour: true }, cwd: region.dir, signal, printMessage: () => undefined };
  const connection = await connect(context, { data: region.dir, as: 'DRC' });
  try {
    const { refusals, rows } = await runImport({
      file: join(ROOT, PUBLIC_RECORD),
      mapping,
      nodes: connection.intake,
      country: 'MK',
      queriedNodes: ['MK'],
      signal,
    });
    if (refusals.length > 0) throw new Error(`${refusals.length} rows of the public record were refused`);
    return rows;
  } finally {
    connection.close();
  }
}

async function closeDuePeriods(region: ProcessRegion, signal: AbortSignal): Promise<void> {
  const context = { env: { noColour: true }, cwd: region.dir, signal, printMessage: () => undefined };
  const connection = await connect(context, { data: region.dir, timeout: '3m' }, { operator: true });
  try {
    await (await connection.operations()).closeDuePeriods({ period: '' });
  } finally {
    connection.close();
  }
}
