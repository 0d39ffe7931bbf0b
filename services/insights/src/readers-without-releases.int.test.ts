import { Layer } from '@waylight/contracts/incident';
import { WithdrawalTarget } from '@waylight/contracts/insights';
import { Dimension, TrendQuestion } from '@waylight/contracts/trends';
import { ONE_TABLE_PLAN, type PlannedTable } from '@waylight/disclosure-control';
import { type InProcessRegion, MEMBERS, type RegionInsights } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseEvent, releaseForAudience } from './testing/release-event.ts';
import { SIGN_IN_WAIT, startInsights } from './testing/start-insights.ts';

/** The table of months is for members and the network, that of quarters also for authorities and the public. */
const [MONTHLY] = ONE_TABLE_PLAN.tables as readonly [PlannedTable];
const MONTHS: PlannedTable = {
  ...MONTHLY,
  closesAfterDays: 21,
  completeness: true,
  audience: 'partners',
  alsoFor: ['network'],
};
const QUARTERS: PlannedTable = {
  ...MONTHLY,
  id: 'country-typegroup-quarter',
  period: 'quarter',
  closesAfterDays: 42,
  partsOf: MONTHLY.id,
  completeness: undefined,
  audience: 'partners',
  alsoFor: ['authorities', 'public'],
};
const MONTH_NEXT = { period: '2025-12', day: '2026-01-22', needsApproval: false };
const QUARTER_NEXT = { period: '2025-Q4', day: '2026-02-12', needsApproval: true };
/** The next numbers of each reader on 10 January 2026; undefined is the public. */
const READERS = [
  ['SIM-MK-1', MONTH_NEXT],
  ['authority', QUARTER_NEXT],
  ['operator', QUARTER_NEXT],
  [undefined, QUARTER_NEXT],
] as const;
const QUESTION = { layer: Layer.REPORTS, by: [Dimension.PERIOD, Dimension.SEGMENT] };

let region: InProcessRegion;
let insights: RegionInsights;
beforeAll(async () => {
  region = await startInsights({ ...ONE_TABLE_PLAN, tables: [MONTHS, QUARTERS] });
  insights = region.insights;
});
afterAll(() => region?.stop());

describe('a reader without releases', () => {
  it.each(READERS)(
    'gets 200, an empty list and the date of the next numbers over HTTP: %s',
    async (as, next) => {
      expect(await insights.http('/v1/releases', as)).toMatchObject({
        status: 200,
        body: { releases: [], next },
      });
      for (const question of ['by=period,country,typeGroup', 'by=period,segment', 'by=area&period=year']) {
        const { status, body } = await insights.http(`/v1/trends?layer=reports&${question}`, as);
        expect([status, body]).toEqual([
          200,
          { cells: [], why: 'No numbers have been released to you yet.', next },
        ]);
      }
      const completeness = await insights.http('/v1/completeness', as);
      expect([completeness.status, completeness.body.months]).toEqual([200, []]);
      // Authorities and the public never receive completeness.
      expect(completeness.body.next).toEqual(as === 'SIM-MK-1' ? MONTH_NEXT : undefined);
    },
  );

  it('gets the same over gRPC', async () => {
    const [caller, next] = ['SIM-MK-1', MONTH_NEXT];
    expect(await insights.call(caller, 'getRegionStatus', {})).toMatchObject({ releases: [], next });
    expect(await insights.getTrends(caller, TrendQuestion.fromPartial(QUESTION))).toMatchObject({
      result: { $case: 'nearest', value: { tableId: '', question: undefined } },
      next,
    });
    const completeness = await insights.call(caller, 'getCompleteness', { from: '', to: '' });
    expect(completeness).toMatchObject({ months: [], next });
  });

  it('gets the same whether a release for it waits for approval or was approved and withdrawn', async () => {
    const answers = async () =>
      Promise.all(
        ['/v1/releases', '/v1/trends?layer=reports&by=period', '/v1/completeness', '/v1/bulletins'].map(
          (path) => insights.http(path),
        ),
      );
    const before = await answers();
    const members = { ...releaseEvent('2025-Q3', [10]), tableId: QUARTERS.id };
    const event = { ...releaseForAudience('public', members, [5]), tableId: QUARTERS.id };
    const releaseId = `${QUARTERS.id}.2025-Q3.public`;
    await region.release({ ...event, releaseId });
    await expect
      .poll(async () => JSON.stringify((await insights.http('/v1/releases', 'MYLA')).body), SIGN_IN_WAIT)
      .toContain(releaseId);
    expect(await answers()).toEqual(before);
    await insights.call('MYLA', 'requestRelease', { releaseId });
    expect(await answers()).toEqual(before);
    for (const id of MEMBERS) await insights.call(id, 'approveRelease', { releaseId });
    const { body } = await insights.http('/v1/releases');
    expect(body).toMatchObject({ releases: [{ id: releaseId }], next: QUARTER_NEXT });
    // A question that no table answers now names the released one, not one that is only planned.
    const { body: other } = await insights.http('/v1/trends?layer=reports&by=period,segment&period=month');
    expect(other).toMatchObject({ cells: [], nearest: { tableId: QUARTERS.id }, next: QUARTER_NEXT });
    await insights.call('AHC', 'withdrawRelease', { releaseId, target: WithdrawalTarget.RELEASE });
    expect(await answers()).toEqual(before);
  });
});
