import { dayNumber } from '@waylight/calendar';
import type { NodeCountry } from '@waylight/contracts';
import { Country, IncidentType } from '@waylight/contracts/incident';
import { ReleaseEvent } from '@waylight/contracts/release';
import { checkSignature, exportTable, type ReleasePlan, releaseIdOf } from '@waylight/disclosure-control';
import { kafkaForTests, redisForTests } from '@waylight/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { rebuild } from '../rebuild/rebuild.ts';
import { activityRecord } from '../testing/activity-events.ts';
import { type EventFacts, reportRecord } from '../testing/events.ts';
import { type Backend, EMBEDDED, kafkaAndRedis } from '../testing/log-and-stores.ts';
import {
  closeLogsAndStores,
  readPublishedReleases,
  send,
  sendActivity,
  waitUntilAllCounted,
} from '../testing/region.ts';
import {
  closingOptions,
  PLAN,
  type RegionWithDueMonth,
  sendShared,
  startRegionWithDueMonth,
  TABLE,
  TODAY,
} from '../testing/region-with-due-month.ts';
import { RELEASE_KEYS, releaseJobOf } from '../testing/release-job.ts';
import { closeDuePeriods, decideDuePeriods } from './close-due-periods.ts';
import { expectedOrganisationsIn } from './period-completeness.ts';
import { createReleaseLog } from './release-log.ts';

afterEach(closeLogsAndStores);

const PLAN_WITH_COMPLETENESS: ReleasePlan = {
  ...PLAN,
  tables: [{ ...TABLE, alsoFor: ['network', 'public'], completeness: true }],
};
/** Four organisations in North Macedonia, three in Serbia, one in Albania. */
const EXPECTED: Readonly<Record<string, readonly number[]>> = { MK: [1, 2, 3, 4], RS: [1, 5, 6], AL: [7] };
const expectedOrganisations = (country: string) => new Set(EXPECTED[country] ?? []);
const jobOf = (one: RegionWithDueMonth, plan = PLAN_WITH_COMPLETENESS) =>
  releaseJobOf(one, { plan, expectedOrganisations });

const JANUARY = { fromDay: dayNumber(2025, 1, 1), toDay: dayNumber(2025, 1, 31) };
/** Starts a region with enough shared reports that every audience gets releases. */
async function startSharedRegion(backend: Backend): Promise<RegionWithDueMonth> {
  const one = await startRegionWithDueMonth(backend);
  await sendShared(one, 7, 2);
  return one;
}

let reference = 0;
const january = (organisation: number, country: Country, other: object = {}, node: Country = Country.MK) =>
  activityRecord({ reference: ++reference, organisation, node, activity: { ...JANUARY, country, ...other } });

type Records = Parameters<typeof sendActivity>[2];

async function sendAndCount(
  one: RegionWithDueMonth,
  records: Records,
  node: NodeCountry = 'MK',
): Promise<void> {
  await sendActivity(one.eventLog, node, records);
  await waitUntilAllCounted(one.eventLog, one.store);
}

/**
 * In North Macedonia, three of four organisations state presence. In Serbia, one of three states absence.
 * Each organisation sends its record to the node of that country.
 */
async function sendJanuary(one: RegionWithDueMonth, others: Records = []): Promise<void> {
  const ofSerbia = [
    january(1, Country.RS, { present: false }, Country.RS),
    // This organisation is not expected to report there.
    january(2, Country.RS, {}, Country.RS),
  ];
  await sendActivity(one.eventLog, 'RS', ofSerbia);
  await sendAndCount(one, [
    january(1, Country.MK, { fieldVisits: 10, staffDays: 12 }),
    january(2, Country.MK, { fieldVisits: 9 }),
    january(3, Country.MK, { fieldVisits: 8, present: false }),
    // A record for another month.
    activityRecord({
      reference: ++reference,
      organisation: 4,
      activity: { fromDay: dayNumber(2025, 2, 1), toDay: dayNumber(2025, 2, 28) },
    }),
    ...others,
  ]);
}
const COMPLETENESS = [
  { countries: ['MK'], stated: 'most', present: 'some', fieldVisits: 30 },
  { countries: ['RS'], stated: 'some', present: 'none' },
  { countries: ['AL'] },
];

/** A table for members and network only. */
const COMPLETENESS_BY_AUDIENCE = [COMPLETENESS, COMPLETENESS, undefined];

const completenessIn = async (one: RegionWithDueMonth) =>
  (await readPublishedReleases(one)).map(
    (bytes) => exportTable(ReleaseEvent.decode(bytes), 'partners').completeness,
  );

describe.each([EMBEDDED, kafkaAndRedis(kafkaForTests(), redisForTests())])(
  'completeness on $name',
  (backend) => {
    const run = it.skipIf(backend.unavailable !== undefined);

    run(
      'is in the signed releases of the month for members and network, as it was when the month closed',
      async () => {
        const one = await startSharedRegion(backend);
        await sendJanuary(one);
        const ids = (['partners', 'network', 'public'] as const).map((to) =>
          releaseIdOf(TABLE, '2025-01', to),
        );
        expect(await closeDuePeriods(jobOf(one), closingOptions(one.store))).toMatchObject({
          releaseIds: ids,
        });
        expect(await completenessIn(one)).toEqual(COMPLETENESS_BY_AUDIENCE);
        const [event] = (await readPublishedReleases(one)).map((bytes) => ReleaseEvent.decode(bytes));
        const table = exportTable(event!, 'partners');
        expect(checkSignature(table, RELEASE_KEYS).kind).toBe('verified');
        const other = { ...table, completeness: [{ countries: ['MK'], stated: 'all' as const }] };
        expect(checkSignature(other, RELEASE_KEYS).kind).not.toBe('verified');

        await sendAndCount(one, [january(4, Country.MK)]);
        await sendAndCount(one, [january(6, Country.RS, {}, Country.RS)], 'RS');
        expect(await closeDuePeriods(jobOf(one), closingOptions(one.store))).toMatchObject({
          releaseIds: [],
        });
        expect(await completenessIn(one)).toEqual(COMPLETENESS_BY_AUDIENCE);
      },
    );

    run('is not changed by a report, its revision or its retraction', async () => {
      const one = await startSharedRegion(backend);
      await sendJanuary(one);
      const completenessNow = async () => {
        const { releases } = await decideDuePeriods(jobOf(one), closingOptions(one.store));
        return releases.map((event) => exportTable(event, 'partners').completeness);
      };
      const incident: NonNullable<EventFacts['incident']> = {
        day: dayNumber(2025, 1, 10),
        country: Country.RS,
        type: IncidentType.DEATH,
      };
      const report = (revision: number, change?: EventFacts['incident']) =>
        reportRecord({ reference: 900, revision, organisation: 6, ...(change ? { incident: change } : {}) });
      // A preview freezes the period, so each case has its own region.
      await send(one.eventLog, 'MK', [report(1, incident), report(2, { ...incident, country: Country.AL })]);
      await waitUntilAllCounted(one.eventLog, one.store);
      expect(await completenessNow()).toEqual(COMPLETENESS_BY_AUDIENCE);
      const two = await startSharedRegion(backend);
      await sendJanuary(two);
      await send(two.eventLog, 'MK', [report(1, incident), report(2)]);
      await waitUntilAllCounted(two.eventLog, two.store);
      const { releases } = await decideDuePeriods(jobOf(two), closingOptions(two.store));
      expect(releases.map((event) => exportTable(event, 'partners').completeness)).toEqual(
        COMPLETENESS_BY_AUDIENCE,
      );
    });

    run('is decided with the month, whatever the plan and organisations at its publication', async () => {
      const one = await startSharedRegion(backend);
      await sendJanuary(one);
      await decideDuePeriods(jobOf(one), closingOptions(one.store));
      await sendAndCount(one, [january(4, Country.MK)]);
      const changed = { ...jobOf(one, PLAN), expectedOrganisations: () => new Set<number>() };
      await closeDuePeriods(changed, closingOptions(one.store));
      expect(await completenessIn(one)).toEqual(COMPLETENESS_BY_AUDIENCE);
    });

    run('ignores what a node states for another country', async () => {
      const one = await startSharedRegion(backend);
      await sendJanuary(one);
      const claimed = [
        january(4, Country.MK, { fieldVisits: 500 }, Country.RS),
        january(2, Country.MK, { fieldVisits: 500 }, Country.RS),
        january(7, Country.AL, {}, Country.RS),
        // This organisation reports to both nodes.
        january(1, Country.MK, { fieldVisits: 500 }, Country.RS),
        // This organisation does not report to the other node.
        january(4, Country.RS, {}, Country.RS),
      ];
      await sendAndCount(one, claimed, 'RS');
      await closeDuePeriods(jobOf(one), closingOptions(one.store));
      expect(await completenessIn(one)).toEqual(COMPLETENESS_BY_AUDIENCE);
    });

    run('does not prevent a closing, whatever the figures are', async () => {
      const one = await startSharedRegion(backend);
      const absurd = [1, 2, 3].flatMap((organisation) =>
        [1, 2].map(() => january(organisation, Country.MK, { fieldVisits: 2 ** 32 - 1, staffDays: 1 })),
      );
      const allowed = [1, 2, 3, 4].map((organisation) =>
        january(organisation, Country.MK, { fieldVisits: 1_000_000, staffDays: 1 }),
      );
      await sendAndCount(one, [...absurd, ...allowed]);
      await closeDuePeriods(jobOf(one), closingOptions(one.store));
      expect((await completenessIn(one))[0]?.[0]).toEqual({
        countries: ['MK'],
        stated: 'all',
        present: 'all',
        staffDays: 0,
      });
    });

    run('delays a due month until activity is counted, if the store has counted only reports', async () => {
      const one = await startSharedRegion(backend);
      await sendJanuary(one);
      const position: RegionWithDueMonth['store']['position'] = async (partition) =>
        partition.startsWith('activity.') ? null : one.store.position(partition);
      const storeBeforeActivity = { ...one.store, position };
      const job = { ...jobOf(one), catchUpMs: 200 };
      expect(await closeDuePeriods(job, closingOptions(storeBeforeActivity))).toMatchObject({
        releaseIds: [],
        isBehind: true,
        withheld: [],
      });
      expect(await readPublishedReleases(one)).toEqual([]);
      await closeDuePeriods(jobOf(one), closingOptions(one.store));
      expect(await completenessIn(one)).toEqual(COMPLETENESS_BY_AUDIENCE);
    });

    run('is omitted if the plan does not contain it', async () => {
      const one = await startSharedRegion(backend);
      await sendJanuary(one);
      await closeDuePeriods(jobOf(one, PLAN), closingOptions(one.store));
      expect(await completenessIn(one)).toEqual([undefined]);
    });

    run('is the same after a rebuild, with revisions and retractions', async () => {
      const one = await startSharedRegion(backend);
      const revised = { reference: 7_001, organisation: 4 };
      await sendJanuary(one, [
        activityRecord({ ...revised, activity: { ...JANUARY, fieldVisits: 100 } }),
        activityRecord({ ...revised, revision: 2, activity: { ...JANUARY, fieldVisits: 3 } }),
        activityRecord({ reference: 7_002, organisation: 2, activity: JANUARY }),
        activityRecord({ reference: 7_002, organisation: 2, revision: 2 }),
      ]);
      const { eventLog, viewStore } = one;
      const result = await rebuild({
        eventLog,
        viewStore,
        releases: createReleaseLog(eventLog),
        concurrency: 2,
        appendDeadLetters: async () => {},
        report: () => {},
        signal: AbortSignal.timeout(60_000),
      });
      expect(result.differingPartitions).toBe(0);
      expect(await viewStore.liveGeneration()).toBe(result.generation);
      const store = viewStore.generation(result.generation);
      await closeDuePeriods(jobOf(one), { store, today: TODAY, signal: AbortSignal.timeout(30_000) });
      expect((await completenessIn(one))[0]?.[0]).toEqual({
        countries: ['MK'],
        stated: 'all',
        present: 'most',
        fieldVisits: 30,
      });
    });
  },
);

it('expects activity from active organisations that report from a country', () => {
  const organisation = { id: 'A', name: 'A', role: 'network' } as const;
  const expected = expectedOrganisationsIn({
    organisations: [
      { ...organisation, number: 1, countries: ['MK'], status: 'active' },
      { ...organisation, number: 2, countries: ['MK', 'RS'], status: 'active' },
      { ...organisation, number: 3, countries: ['MK'], status: 'suspended' },
    ],
  });
  expect([expected('MK'), expected('RS'), expected('AL')]).toEqual([
    new Set([1, 2]),
    new Set([2]),
    new Set(),
  ]);
});
