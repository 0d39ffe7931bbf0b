import { afterEach, expect, it } from 'vitest';
import { EMBEDDED } from '../testing/log-and-stores.ts';
import { closeLogsAndStores } from '../testing/region.ts';
import { closingOptions, sendLate, startRegionWithDueMonth } from '../testing/region-with-due-month.ts';
import { releaseJobOf } from '../testing/release-job.ts';
import { decideDuePeriods, type ReleaseJob } from './close-due-periods.ts';

afterEach(closeLogsAndStores);

it('a leader that lost its lease and goes on changes neither frozen counts nor decision of its successor', async () => {
  const one = await startRegionWithDueMonth(EMBEDDED);
  const preview = () => decideDuePeriods(releaseJobOf(one), closingOptions(one.store));
  let bySuccessor: Awaited<ReturnType<typeof preview>> | undefined;
  const viewStore: ReleaseJob['viewStore'] = {
    ...one.viewStore,
    // The leader finds nothing frozen, and pauses. Its successor decides, and late reports arrive before it goes on.
    readFrozenPeriod: async (periodId) => {
      const read = await one.viewStore.readFrozenPeriod(periodId);
      if (bySuccessor === undefined) {
        bySuccessor = await preview();
        await sendLate(one);
      }
      return read;
    },
  };
  const late = await decideDuePeriods(releaseJobOf(one, { viewStore }), closingOptions(one.store));
  expect(late).toEqual(bySuccessor);
  expect(await preview()).toEqual(bySuccessor);
});
