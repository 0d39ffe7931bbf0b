import { dayNumber } from '@waylight/calendar';
import { freshnessKey, type NodeCountry, RELEASES_TOPIC } from '@waylight/contracts';
import { Country, DatePrecision, IncidentType, Layer, ShareWith } from '@waylight/contracts/incident';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import { ReleaseEvent } from '@waylight/contracts/release';
import {
  checkSignature,
  codesOf,
  drawTable,
  exportTable,
  ONE_TABLE_PLAN,
  type ReleasePlan,
  releaseIdOf,
  releaseMonthDays,
  releaseMonthOf,
} from '@waylight/disclosure-control';
import type { Appender } from '@waylight/event-log';
import { kafkaForTests, redisForTests } from '@waylight/testing';
import type { RawCellStore, ReleasedStore, ReleasedTable } from '@waylight/view-store';
import { afterEach, describe, expect, it } from 'vitest';
import { lastRecords } from '../jobs/last-records.ts';
import { type EventFacts, reportRecord } from '../testing/events.ts';
import { EMBEDDED, type OpenPair, type Pair, realPair } from '../testing/pairs.ts';
import { allCounted, makeTopics, send, silentLog, startWorker } from '../testing/region.ts';
import { RELEASE_KEYS, releaseJobOf, SECRET } from '../testing/release-job.ts';
import type { LiveConsumption } from '../worker/live-consumption.ts';
import { type Closing, closeDuePeriods, type ReleaseJob } from './close-due-periods.ts';
import { createReleaseDuty } from './release-duty.ts';

const PLAN = ONE_TABLE_PLAN;
const TABLE = PLAN.tables[0]!;
/** The first day on which the first month of the plan is due, and no other. */
const TODAY = releaseMonthDays('2025-01').toDay + TABLE.closesAfterDays + 1;
const RELEASE = `${TABLE.id}.2025-01.partners`;

const NODES: readonly NodeCountry[] = ['MK', 'RS'];

/** Reports of several days, countries, groups and audiences around the month: [facts, how many]. */
const KINDS: readonly (readonly [NonNullable<EventFacts['incident']>, number, Layer?])[] = [
  [{ day: dayNumber(2025, 1, 10), country: Country.MK, type: IncidentType.PUSHBACK }, 13],
  [
    {
      day: dayNumber(2025, 1, 11),
      country: Country.RS,
      type: IncidentType.DEATH,
      shareWith: ShareWith.PUBLIC,
    },
    7,
  ],
  // 2024-12-30 is in the first ISO week of 2025, and so in the release month 2025-01.
  [{ day: dayNumber(2024, 12, 30), country: Country.MK, type: IncidentType.EXTORTION_RANSOM }, 4],
  [
    {
      day: dayNumber(2025, 1, 1),
      precision: DatePrecision.MONTH,
      country: Country.GR,
      type: IncidentType.OTHER,
    },
    3,
  ],
  // Not in it: another release month, only the year known, not shared widely enough, the public record.
  [{ day: dayNumber(2025, 2, 20), country: Country.MK, type: IncidentType.PUSHBACK }, 6],
  [{ day: dayNumber(2025, 1, 1), precision: DatePrecision.YEAR, country: Country.MK }, 6],
  [{ day: dayNumber(2025, 1, 12), country: Country.MK, shareWith: ShareWith.COUNTRY }, 6],
  [{ day: dayNumber(2025, 1, 12), country: Country.MK, shareWith: ShareWith.PUBLIC }, 6, Layer.PUBLIC_RECORD],
];

const TRUTH = [
  { row: 'MK', column: 'border', count: 13 },
  { row: 'RS', column: 'death', count: 7 },
  { row: 'MK', column: 'coercion', count: 4 },
  { row: 'other-or-unknown', column: 'other-or-unknown', count: 3 },
];

const open: OpenPair[] = [];
const workers: LiveConsumption[] = [];

async function region(pair: Pair): Promise<OpenPair & { store: RawCellStore }> {
  const one = await pair.open();
  open.push(one);
  await makeTopics(one.eventLog, 3, NODES);
  workers.push(await startWorker(one));
  const store = one.viewStore.generation('g1');
  let next = 0;
  const records = KINDS.flatMap(([incident, count, layer]) =>
    Array.from({ length: count }, () => {
      next += 1;
      return reportRecord({
        reference: next,
        revision: 1,
        incident,
        ...(layer === undefined ? {} : { layer }),
      });
    }),
  );
  await send(one.eventLog, 'MK', records);
  await allCounted(one.eventLog, store);
  return { ...one, store };
}

/** More reports of the month, after it closed. */
async function sendLate(one: OpenPair & { store: RawCellStore }): Promise<void> {
  const [incident] = KINDS[0]!;
  const late = Array.from({ length: 40 }, (_, i) =>
    reportRecord({ reference: 500 + i, revision: 1, incident }),
  );
  await send(one.eventLog, 'MK', late);
  await allCounted(one.eventLog, one.store);
}

const closing = (store: RawCellStore): Closing => ({
  store,
  today: TODAY,
  signal: AbortSignal.timeout(30_000),
});

async function published(one: OpenPair) {
  return (await lastRecords(one.eventLog, { topic: RELEASES_TOPIC, partition: 0 }, 20)).map(
    ({ value }) => value!,
  );
}

const drawn = () =>
  drawTable({
    secret: SECRET,
    tableId: TABLE.id,
    period: '2025-01',
    base: PLAN.base,
    rows: codesOf(TABLE.rows),
    columns: codesOf(TABLE.columns),
    cells: TRUTH,
  });

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await Promise.all(open.splice(0).map((pair) => pair.close()));
});

describe.each([EMBEDDED, realPair(kafkaForTests(), redisForTests())])('closing a period on $name', (pair) => {
  const run = it.skipIf(pair.unavailable !== undefined);

  run('releases the drawn table of what the month holds, once', async () => {
    expect(releaseMonthOf(dayNumber(2024, 12, 30))).toBe('2025-01');
    const one = await region(pair);
    expect(await closeDuePeriods(releaseJobOf(one), closing(one.store))).toMatchObject({
      made: [RELEASE],
      behind: false,
    });
    const [bytes, ...others] = await published(one);
    expect(others).toEqual([]);
    const event = ReleaseEvent.decode(bytes!);
    const expected = drawn();
    expect(event).toMatchObject({
      releaseId: RELEASE,
      tableId: TABLE.id,
      period: '2025-01',
      k: 5,
      unit: 'incidents',
    });
    expect(event.cells).toEqual(expected.cells.flat());
    expect([event.rowTotals, event.columnTotals, event.total]).toEqual([
      expected.rowTotals,
      expected.columnTotals,
      expected.total,
    ]);
    expect(Math.abs(event.total - 27)).toBeLessThan(5);
    expect(checkSignature(exportTable(event, 'partners', []), RELEASE_KEYS).kind).toBe('verified');
    const table = await one.releasedStore.readRelease(RELEASE);
    expect(Buffer.compare(table!.body, bytes!)).toBe(0);
    expect(table!.index).toEqual({ table: TABLE.id, period: '2025-01', audience: 'partners' });

    await sendLate(one);
    expect(await closeDuePeriods(releaseJobOf(one), closing(one.store))).toMatchObject({
      made: [],
      behind: false,
    });
    expect(await published(one)).toHaveLength(1);
  });

  run('releases to wider circles what they may count, from the same cells and at once', async () => {
    const one = await region(pair);
    const plan: ReleasePlan = { ...PLAN, tables: [{ ...TABLE, alsoFor: ['network', 'public'] }] };
    const ids = (['partners', 'network', 'public'] as const).map((to) => releaseIdOf(TABLE, '2025-01', to));
    const job = { ...releaseJobOf(one), plan };
    expect(await closeDuePeriods(job, closing(one.store))).toMatchObject({ made: ids, behind: false });
    const events = (await published(one)).map((bytes) => ReleaseEvent.decode(bytes));
    expect(events.map((event) => [event.releaseId, event.marginsAreSums])).toEqual([
      [ids[0], false],
      [ids[1], true],
      [ids[2], true],
    ]);
    // What the members get is what they would get if nobody else got anything.
    const [members, ...others] = events;
    expect(members?.cells).toEqual(drawn().cells.flat());
    // The seven deaths in Serbia are shared with everyone, and nothing else is shared beyond the members.
    const at = TRUTH.findIndex(({ column }) => column === 'death');
    const { row = '', column = '' } = TRUTH[at] ?? {};
    const place = codesOf(TABLE.rows).indexOf(row) * codesOf(TABLE.columns).length;
    const deaths = place + codesOf(TABLE.columns).indexOf(column);
    for (const { cells } of others)
      expect(cells).toEqual(cells.map((_, n) => (n === deaths ? members?.cells[deaths] : 0)));
    expect((await one.releasedStore.listReleases()).map(({ id }) => id).sort()).toEqual([...ids].sort());
    await sendLate(one);
    expect(await closeDuePeriods(job, closing(one.store))).toMatchObject({ made: [], behind: false });
  });

  run.each([
    ['nothing', 51, ['partners']],
    ['its part', 52, ['partners', 'network', 'public']],
  ] as const)(
    'releases a wider circle %s where the year before held %i reports of a layer that needs 52',
    async (...of) => {
      const [, count, circles] = of;
      const one = await region(pair);
      const shared = { day: dayNumber(2025, 2, 6), country: Country.MK, shareWith: ShareWith.PUBLIC };
      const records = Array.from({ length: count }, (_, n) =>
        reportRecord({
          reference: 300 + n,
          revision: 1,
          incident: shared,
          receivedDay: dayNumber(2025, 2, 10),
        }),
      );
      await send(one.eventLog, 'MK', records);
      await allCounted(one.eventLog, one.store);
      const table = { ...TABLE, alsoFor: ['network', 'public'] as const };
      const job = { ...releaseJobOf(one), plan: { ...PLAN, tables: [table], leastAWeek: 1 } };
      expect((await closeDuePeriods(job, closing(one.store))).made).toEqual(
        circles.map((to) => releaseIdOf(TABLE, '2025-01', to)),
      );
    },
  );

  const kills: [string, (one: OpenPair & { store: RawCellStore }) => [ReleaseJob, Closing]][] = [
    [
      'after the period was frozen',
      (one) => [releaseJobOf(one, { appender: brokenAppender(one, 'before') }), closing(one.store)],
    ],
    [
      'after the release was appended, unheard',
      (one) => [releaseJobOf(one, { appender: brokenAppender(one, 'after') }), closing(one.store)],
    ],
    [
      'before the table was put',
      (one) => [releaseJobOf(one, { releasedStore: brokenStore(one) }), closing(one.store)],
    ],
  ];

  run.each(kills)(
    'comes out the same when it is killed %s, whatever is reported meanwhile',
    async (_, killed) => {
      const one = await region(pair);
      const [job, at] = killed(one);
      await expect(closeDuePeriods(job, at)).rejects.toThrow('killed');
      await sendLate(one);
      const duty = createReleaseDuty({
        job: releaseJobOf(one),
        store: () => one.store,
        now: () => TODAY * 86_400_000,
        log: silentLog,
      });
      await duty.close(AbortSignal.timeout(30_000));
      const events = await published(one);
      expect(new Set(events.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(1);
      expect(ReleaseEvent.decode(events[0]!).cells).toEqual(drawn().cells.flat());
      const table = await one.releasedStore.readRelease(RELEASE);
      expect(Buffer.compare(table!.body, events[0]!)).toBe(0);
    },
  );

  run('freezes the rest when it is killed between two partitions', async () => {
    const one = await region(pair);
    let calls = 0;
    const store: RawCellStore = {
      ...one.store,
      freeze: async (...args) => {
        calls += 1;
        if (calls > 2) throw new Error('killed');
        return one.store.freeze(...args);
      },
    };
    await expect(closeDuePeriods(releaseJobOf(one), closing(store))).rejects.toThrow('killed');
    expect(await published(one)).toEqual([]);
    expect(await closeDuePeriods(releaseJobOf(one), closing(one.store))).toMatchObject({
      made: [RELEASE],
      behind: false,
    });
    expect(ReleaseEvent.decode((await published(one))[0]!).cells).toEqual(drawn().cells.flat());
  });

  run('puts a release back that the store has lost, and draws nothing anew', async () => {
    const one = await region(pair);
    const empty = await EMBEDDED.open();
    open.push(empty);
    let serves: ReleasedStore = one.releasedStore;
    const releasedStore = {
      ...one.releasedStore,
      listReleases: () => serves.listReleases(),
      putTable: (table: ReleasedTable) => serves.putTable(table),
      readStatus: (key: string) => serves.readStatus(key),
    };
    const duty = createReleaseDuty({
      job: releaseJobOf(one, { releasedStore }),
      store: () => one.store,
      now: () => TODAY * 86_400_000,
      log: silentLog,
    });
    await duty.close(AbortSignal.timeout(30_000));
    serves = empty.releasedStore;
    await sendLate(one);
    await duty.close(AbortSignal.timeout(30_000));
    const table = await empty.releasedStore.readRelease(RELEASE);
    expect(Buffer.compare(table!.body, (await published(one))[0]!)).toBe(0);
    expect(await published(one)).toHaveLength(1);
  });

  run('closes nothing that only a clock ahead of every node calls due', async () => {
    const one = await region(pair);
    const heartbeat = NodeHeartbeat.fromPartial({ node: Country.MK, hour: (TODAY - 3) * 24 });
    await one.releasedStore.putStatus(freshnessKey('MK'), NodeHeartbeat.encode(heartbeat).finish());
    const duty = createReleaseDuty({
      job: releaseJobOf(one),
      store: () => one.store,
      now: () => TODAY * 86_400_000,
      log: silentLog,
    });
    expect(await duty.close(AbortSignal.timeout(30_000))).toMatchObject({ made: [], behind: false });
    expect(await published(one)).toEqual([]);
    const later = NodeHeartbeat.fromPartial({ node: Country.MK, hour: TODAY * 24 });
    await one.releasedStore.putStatus(freshnessKey('MK'), NodeHeartbeat.encode(later).finish());
    expect(await duty.close(AbortSignal.timeout(30_000))).toMatchObject({ made: [RELEASE], behind: false });
  });

  run('waits for the log to be counted, and closes nothing before', async () => {
    const one = await region(pair);
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await send(one.eventLog, 'MK', [reportRecord({ reference: 900, revision: 1, incident: {} })]);
    const closed = await closeDuePeriods({ ...releaseJobOf(one), catchUpMs: 200 }, closing(one.store));
    expect(closed).toMatchObject({ made: [], behind: true });
    expect(await published(one)).toEqual([]);
  });
});

function brokenAppender({ eventLog }: OpenPair, when: 'before' | 'after'): Appender {
  const appender = eventLog.createAppender();
  return {
    ...appender,
    append: async (...args) => {
      if (when === 'after') await appender.append(...args);
      throw new Error('killed');
    },
  };
}

function brokenStore({ releasedStore }: OpenPair): ReleasedStore {
  return { ...releasedStore, putTable: () => Promise.reject(new Error('killed')) };
}
