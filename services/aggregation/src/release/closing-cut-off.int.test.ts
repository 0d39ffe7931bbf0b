import { ReleaseEvent } from '@waylight/contracts/release';
import type { Appender } from '@waylight/event-log';
import { kafkaForTests, redisForTests } from '@waylight/testing';
import type { RawCellStore, ReleasedStore, ReleasedTable } from '@waylight/view-store';
import { afterEach, describe, expect, it } from 'vitest';
import { closeOpened, opened, published } from '../testing/opened.ts';
import { EMBEDDED, type OpenPair, realPair } from '../testing/pairs.ts';
import { silentLog } from '../testing/region.ts';
import {
  closing,
  drawn,
  RELEASE,
  type RegionToClose,
  regionToClose,
  sendLate,
  TODAY,
} from '../testing/region-to-close.ts';
import { NO_AUDIT, releaseJobOf } from '../testing/release-job.ts';
import { type Closing, closeDuePeriods, type ReleaseJob } from './close-due-periods.ts';
import { createReleaseDuty } from './release-duty.ts';

afterEach(closeOpened);

describe.each([EMBEDDED, realPair(kafkaForTests(), redisForTests())])(
  'closing a period that is cut off on $name',
  (pair) => {
    const run = it.skipIf(pair.unavailable !== undefined);

    const kills: [string, (one: RegionToClose) => [ReleaseJob, Closing]][] = [
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
        const one = await regionToClose(pair);
        const [job, at] = killed(one);
        await expect(closeDuePeriods(job, at)).rejects.toThrow('killed');
        await sendLate(one);
        const duty = createReleaseDuty({
          audit: NO_AUDIT,
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
      const one = await regionToClose(pair);
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
      const one = await regionToClose(pair);
      const empty = await opened(EMBEDDED);
      let serves: ReleasedStore = one.releasedStore;
      const releasedStore = {
        ...one.releasedStore,
        listReleases: () => serves.listReleases(),
        putTable: (table: ReleasedTable) => serves.putTable(table),
        readStatus: (key: string) => serves.readStatus(key),
      };
      const duty = createReleaseDuty({
        audit: NO_AUDIT,
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
  },
);

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
