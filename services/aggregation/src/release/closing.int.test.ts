import { ReleaseEvent } from '@waylight/contracts/release';
import {
  checkSignature,
  codesOf,
  exportTable,
  type ReleasePlan,
  releaseIdOf,
} from '@waylight/disclosure-control';
import { kafkaForTests, redisForTests } from '@waylight/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { reportRecord } from '../testing/events.ts';
import { EMBEDDED, kafkaAndRedis } from '../testing/log-and-stores.ts';
import {
  closeLogsAndStores,
  readPublishedReleases,
  send,
  silentLog,
  stopWorkers,
} from '../testing/region.ts';
import {
  closingOptions,
  drawMonth,
  PLAN,
  RELEASE,
  sendLate,
  sendShared,
  startRegionWithDueMonth,
  TABLE,
  TODAY,
  TRUTH,
} from '../testing/region-with-due-month.ts';
import { NO_AUDIT, putHeartbeat, RELEASE_KEYS, releaseJobOf } from '../testing/release-job.ts';
import { closeDuePeriods } from './close-due-periods.ts';
import { createReleaseTask } from './release-task.ts';

afterEach(closeLogsAndStores);

describe.each([EMBEDDED, kafkaAndRedis(kafkaForTests(), redisForTests())])(
  'closing a period on $name',
  (backend) => {
    const run = it.skipIf(backend.unavailable !== undefined);

    run('releases the drawn table of the month once', async () => {
      const one = await startRegionWithDueMonth(backend);
      expect(await closeDuePeriods(releaseJobOf(one), closingOptions(one.store))).toMatchObject({
        releaseIds: [RELEASE],
        isBehind: false,
      });
      const [bytes, ...others] = await readPublishedReleases(one);
      expect(others).toEqual([]);
      const event = ReleaseEvent.decode(bytes!);
      const expected = drawMonth();
      expect(event).toMatchObject({
        releaseId: RELEASE,
        tableId: TABLE.id,
        period: '2025-01',
        roundingBase: 5,
        unit: 'incidents',
      });
      expect(event.cells).toEqual(expected.cells.flat());
      expect([event.rowTotals, event.columnTotals, event.total]).toEqual([
        expected.rowTotals,
        expected.columnTotals,
        expected.total,
      ]);
      expect(Math.abs(event.total - 27)).toBeLessThan(5);
      expect(checkSignature(exportTable(event, 'partners'), RELEASE_KEYS).kind).toBe('verified');
      const table = await one.releasedStore.readRelease(RELEASE);
      expect(Buffer.compare(table!.body, bytes!)).toBe(0);
      expect(table!.index).toEqual({ table: TABLE.id, period: '2025-01', audience: 'partners' });

      await sendLate(one);
      expect(await closeDuePeriods(releaseJobOf(one), closingOptions(one.store))).toMatchObject({
        releaseIds: [],
        isBehind: false,
      });
      expect(await readPublishedReleases(one)).toHaveLength(1);
    });

    run('releases to wider audiences what they may read, from the same cells at once', async () => {
      const one = await startRegionWithDueMonth(backend);
      await sendShared(one, 15, 3);
      const plan: ReleasePlan = { ...PLAN, tables: [{ ...TABLE, alsoFor: ['network', 'public'] }] };
      const ids = (['partners', 'network', 'public'] as const).map((to) => releaseIdOf(TABLE, '2025-01', to));
      const job = { ...releaseJobOf(one), plan };
      expect(await closeDuePeriods(job, closingOptions(one.store))).toMatchObject({
        releaseIds: ids,
        isBehind: false,
      });
      const events = (await readPublishedReleases(one)).map((bytes) => ReleaseEvent.decode(bytes));
      expect(events.map((event) => [event.releaseId, event.marginsAreSums])).toEqual([
        [ids[0], false],
        [ids[1], true],
        [ids[2], true],
      ]);
      // The members' table is the same as in a plan without other audiences.
      const [members, ...others] = events;
      const truth = TRUTH.map((cell) => (cell.column === 'death' ? { ...cell, count: 7 + 15 } : cell));
      expect(members?.cells).toEqual(drawMonth(truth).cells.flat());
      // Only the deaths in Serbia are shared beyond the members.
      const at = TRUTH.findIndex(({ column }) => column === 'death');
      const { row = '', column = '' } = TRUTH[at] ?? {};
      const place = codesOf(TABLE.rows).indexOf(row) * codesOf(TABLE.columns).length;
      const deaths = place + codesOf(TABLE.columns).indexOf(column);
      for (const { cells } of others)
        expect(cells).toEqual(cells.map((_, n) => (n === deaths ? members?.cells[deaths] : 0)));
      expect((await one.releasedStore.listReleases()).map(({ id }) => id).sort()).toEqual([...ids].sort());
      await sendLate(one);
      expect(await closeDuePeriods(job, closingOptions(one.store))).toMatchObject({
        releaseIds: [],
        isBehind: false,
      });
    });

    run.each([
      ['nothing', 6, 2, ['partners']],
      ['its part', 7, 2, ['partners', 'network', 'public']],
      ['nothing', 140, 1, ['partners']],
    ] as const)(
      'releases %s to a wider audience with seven reports of one organisation and %i of %i others',
      async (_part, count, organisations, audiences) => {
        const one = await startRegionWithDueMonth(backend);
        await sendShared(one, count, organisations);
        const table = { ...TABLE, alsoFor: ['network', 'public'] as const };
        const job = { ...releaseJobOf(one), plan: { ...PLAN, tables: [table] } };
        expect((await closeDuePeriods(job, closingOptions(one.store))).releaseIds).toEqual(
          audiences.map((to) => releaseIdOf(TABLE, '2025-01', to)),
        );
      },
    );

    run('closes no period before a node confirms by a heartbeat that it is due', async () => {
      const one = await startRegionWithDueMonth(backend);
      const task = createReleaseTask({
        audit: NO_AUDIT,
        job: releaseJobOf(one),
        store: () => one.store,
        now: () => TODAY * 86_400_000,
        log: silentLog,
      });
      const close = () => task.close(AbortSignal.timeout(30_000));
      expect(await close()).toMatchObject({ releaseIds: [], isBehind: true });
      expect((await task.listDue()).map(({ period }) => period)).toEqual(['2025-01']);
      await putHeartbeat(one, TODAY - 3);
      expect(await close()).toMatchObject({ releaseIds: [], isBehind: false });
      expect(await readPublishedReleases(one)).toEqual([]);
      await putHeartbeat(one, TODAY);
      expect(await close()).toMatchObject({ releaseIds: [RELEASE], isBehind: false });
    });

    run('closes no period before the log is fully counted', async () => {
      const one = await startRegionWithDueMonth(backend);
      await stopWorkers();
      await send(one.eventLog, 'MK', [reportRecord({ reference: 900, revision: 1, incident: {} })]);
      const closed = await closeDuePeriods(
        { ...releaseJobOf(one), catchUpMs: 200 },
        closingOptions(one.store),
      );
      expect(closed).toMatchObject({ releaseIds: [], isBehind: true });
      expect(await readPublishedReleases(one)).toEqual([]);
    });
  },
);
