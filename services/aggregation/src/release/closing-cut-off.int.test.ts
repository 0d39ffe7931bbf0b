import { ReleaseEvent } from '@waylight/contracts/release';
import type { Appender } from '@waylight/event-log';
import { kafkaForTests, redisForTests } from '@waylight/testing';
import type { RawCellStore, ReleasedStore, ReleasedTable } from '@waylight/view-store';
import { afterEach, describe, expect, it } from 'vitest';
import { EMBEDDED, kafkaAndRedis, type LogAndStores } from '../testing/log-and-stores.ts';
import { closeLogsAndStores, openLogAndStores, readPublishedReleases, silentLog } from '../testing/region.ts';
import {
  closingOptions,
  drawMonth,
  RELEASE,
  type RegionWithDueMonth,
  sendLate,
  startRegionWithDueMonth,
  TODAY,
} from '../testing/region-with-due-month.ts';
import { NO_AUDIT, putHeartbeat, releaseJobOf } from '../testing/release-job.ts';
import { type ClosingOptions, closeDuePeriods, type ReleaseJob } from './close-due-periods.ts';
import { createReleaseTask } from './release-task.ts';

afterEach(closeLogsAndStores);

describe.each([EMBEDDED, kafkaAndRedis(kafkaForTests(), redisForTests())])(
  'an interrupted closing on $name',
  (backend) => {
    const run = it.skipIf(backend.unavailable !== undefined);

    const kills: [string, (one: RegionWithDueMonth) => [ReleaseJob, ClosingOptions]][] = [
      [
        'after the period was frozen',
        (one) => [releaseJobOf(one, { appender: brokenAppender(one, 'before') }), closingOptions(one.store)],
      ],
      [
        'after the release was appended, but before the reply',
        (one) => [releaseJobOf(one, { appender: brokenAppender(one, 'after') }), closingOptions(one.store)],
      ],
      [
        'before the copy to the released store',
        (one) => [releaseJobOf(one, { releasedStore: brokenStore(one) }), closingOptions(one.store)],
      ],
    ];

    run.each(kills)(
      'leads to the same release if the process is killed %s, whatever reports arrive meanwhile',
      async (_, killed) => {
        const one = await startRegionWithDueMonth(backend);
        const [job, at] = killed(one);
        await expect(closeDuePeriods(job, at)).rejects.toThrow('killed');
        await sendLate(one);
        await putHeartbeat(one, TODAY);
        const task = createReleaseTask({
          audit: NO_AUDIT,
          job: releaseJobOf(one),
          store: () => one.store,
          now: () => TODAY * 86_400_000,
          log: silentLog,
        });
        await task.close(AbortSignal.timeout(30_000));
        const events = await readPublishedReleases(one);
        expect(new Set(events.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(1);
        expect(ReleaseEvent.decode(events[0]!).cells).toEqual(drawMonth().cells.flat());
        const table = await one.releasedStore.readRelease(RELEASE);
        expect(Buffer.compare(table!.body, events[0]!)).toBe(0);
      },
    );

    run('freezes all partitions again if the process was killed between two partitions', async () => {
      const one = await startRegionWithDueMonth(backend);
      let calls = 0;
      const store: RawCellStore = {
        ...one.store,
        freeze: async (...args) => {
          calls += 1;
          if (calls > 2) throw new Error('killed');
          return one.store.freeze(...args);
        },
      };
      await expect(closeDuePeriods(releaseJobOf(one), closingOptions(store))).rejects.toThrow('killed');
      expect(await readPublishedReleases(one)).toEqual([]);
      expect(await closeDuePeriods(releaseJobOf(one), closingOptions(one.store))).toMatchObject({
        releaseIds: [RELEASE],
        isBehind: false,
      });
      expect(ReleaseEvent.decode((await readPublishedReleases(one))[0]!).cells).toEqual(
        drawMonth().cells.flat(),
      );
    });

    run('copies a release that the store has lost again, without another draw', async () => {
      const one = await startRegionWithDueMonth(backend);
      const empty = await openLogAndStores(EMBEDDED);
      await putHeartbeat(one, TODAY);
      let current: ReleasedStore = one.releasedStore;
      const releasedStore = {
        ...one.releasedStore,
        listReleases: () => current.listReleases(),
        putTable: (table: ReleasedTable) => current.putTable(table),
        readStatus: (key: string) => current.readStatus(key),
      };
      const task = createReleaseTask({
        audit: NO_AUDIT,
        job: releaseJobOf(one, { releasedStore }),
        store: () => one.store,
        now: () => TODAY * 86_400_000,
        log: silentLog,
      });
      await task.close(AbortSignal.timeout(30_000));
      current = empty.releasedStore;
      await sendLate(one);
      await task.close(AbortSignal.timeout(30_000));
      const table = await empty.releasedStore.readRelease(RELEASE);
      expect(Buffer.compare(table!.body, (await readPublishedReleases(one))[0]!)).toBe(0);
      expect(await readPublishedReleases(one)).toHaveLength(1);
    });
  },
);

function brokenAppender({ eventLog }: LogAndStores, when: 'before' | 'after'): Appender {
  const appender = eventLog.createAppender();
  return {
    ...appender,
    append: async (...args) => {
      if (when === 'after') await appender.append(...args);
      throw new Error('killed');
    },
  };
}

function brokenStore({ releasedStore }: LogAndStores): ReleasedStore {
  return { ...releasedStore, putTable: () => Promise.reject(new Error('killed')) };
}
