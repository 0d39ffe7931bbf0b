import { kafkaForTests, redisForTests } from '@waylight/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { EMBEDDED, kafkaAndRedis } from '../testing/log-and-stores.ts';
import { closeLogsAndStores, readPublishedReleases } from '../testing/region.ts';
import {
  closingOptions,
  PLAN,
  RELEASE,
  type RegionWithDueMonth,
  sendLate,
  startRegionWithDueMonth,
  TABLE,
} from '../testing/region-with-due-month.ts';
import { releaseJobOf, SECRET } from '../testing/release-job.ts';
import { closeDuePeriods, decideDuePeriods, type ReleaseJob } from './close-due-periods.ts';
import { nextPublication } from './publication-time.ts';
import { readDecisions } from './stored-decision.ts';

afterEach(closeLogsAndStores);

const killed = () => Promise.reject(new Error('killed'));
const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex');

const decisionIn = async ({ viewStore }: RegionWithDueMonth) =>
  (await readDecisions(viewStore, ['2025-01'])).get('2025-01');

describe.each([EMBEDDED, kafkaAndRedis(kafkaForTests(), redisForTests())])(
  'the decision on a period on $name',
  (backend) => {
    const run = it.skipIf(backend.unavailable !== undefined);

    run(
      'is stored before a preview, and never made again, whatever changes before the publication',
      async () => {
        const one = await startRegionWithDueMonth(backend);
        const [previewed] = (await decideDuePeriods(releaseJobOf(one), closingOptions(one.store))).releases;
        const before = await decisionIn(one);
        expect(before?.releases[0]?.event).toEqual(previewed);
        await sendLate(one);
        const changed: Partial<ReleaseJob> = {
          plan: { ...PLAN, version: 9, tables: [{ ...TABLE, closesAfterDays: TABLE.closesAfterDays - 1 }] },
          pairedOrganisations: 5,
          secret: Uint8Array.from(SECRET, (byte) => byte ^ 1),
        };
        const { releaseIds } = await closeDuePeriods(releaseJobOf(one, changed), closingOptions(one.store));
        expect(releaseIds).toEqual([RELEASE]);
        expect((await readPublishedReleases(one)).map(hex)).toEqual([hex(before?.releases[0]?.bytes)]);
        expect(await decisionIn(one)).toEqual(before);
      },
    );

    const kills: [string, (one: RegionWithDueMonth) => Partial<ReleaseJob>][] = [
      ['before it is stored', ({ viewStore }) => ({ viewStore: { ...viewStore, putDecision: killed } })],
      [
        'after it is stored, before the reply',
        ({ viewStore }) => ({
          viewStore: {
            ...viewStore,
            putDecision: async (...args) => viewStore.putDecision(...args).then(killed),
          },
        }),
      ],
      [
        'before the release is appended',
        ({ eventLog }) => ({ appender: { ...eventLog.createAppender(), append: killed } }),
      ],
    ];
    run.each(kills)('leads to the same bytes if the process is killed %s', async (_, broken) => {
      const one = await startRegionWithDueMonth(backend);
      const expected = await startRegionWithDueMonth(backend);
      await closeDuePeriods(releaseJobOf(expected), closingOptions(expected.store));
      await expect(
        closeDuePeriods(releaseJobOf(one, broken(one)), closingOptions(one.store)),
      ).rejects.toThrow('killed');
      await sendLate(one);
      await closeDuePeriods(releaseJobOf(one), closingOptions(one.store));
      expect((await readPublishedReleases(one)).map(hex)).toEqual(
        (await readPublishedReleases(expected)).map(hex),
      );
    });

    run('is made again if the store lost the frozen cells, but never for a published period', async () => {
      const one = await startRegionWithDueMonth(backend);
      const job = releaseJobOf(one);
      const lose = async () => {
        for (const freeze of await one.viewStore.selectedFreezes()) await one.viewStore.dropFreeze(freeze);
      };
      await decideDuePeriods(job, closingOptions(one.store));
      await lose();
      expect(await decisionIn(one)).toBeUndefined();
      expect((await closeDuePeriods(job, closingOptions(one.store))).releaseIds).toEqual([RELEASE]);
      await lose();
      expect((await closeDuePeriods(job, closingOptions(one.store))).releaseIds).toEqual([]);
      expect(await decisionIn(one)).toBeUndefined();
      expect(await readPublishedReleases(one)).toHaveLength(1);
    });

    run('is published at the first publication hour after it, and not with it', async () => {
      const one = await startRegionWithDueMonth(backend);
      const decidedMs = Date.parse('2025-02-22T13:20:00Z');
      let nowMs = decidedMs;
      const job = releaseJobOf(one, { publishesAtOnce: false, now: () => nowMs });
      const closing = closingOptions(one.store);
      const publishAtMs = nextPublication(decidedMs);
      expect((await closeDuePeriods(job, closing)).releaseIds).toEqual([]);
      nowMs = publishAtMs - 1;
      expect((await closeDuePeriods(job, closing)).releaseIds).toEqual([]);
      expect(await readPublishedReleases(one)).toEqual([]);
      nowMs = publishAtMs;
      expect((await closeDuePeriods(job, closing)).releaseIds).toEqual([RELEASE]);
    });
  },
);
