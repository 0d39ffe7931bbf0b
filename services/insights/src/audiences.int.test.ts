import { type ServiceError, status } from '@grpc/grpc-js';
import { Layer } from '@waylight/contracts/incident';
import { Dimension, TrendQuestion } from '@waylight/contracts/trends';
import { ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import type { InProcessRegion, RegionInsights } from '@waylight/tests-region';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { releaseEvent, releaseForAudience } from './testing/release-event.ts';
import { startInsights } from './testing/start-insights.ts';

let region: InProcessRegion;
let insights: RegionInsights;
beforeAll(async () => {
  const tables = ONE_TABLE_PLAN.tables
    .slice(0, 1)
    .map((table) => ({ ...table, alsoFor: ['network'] as const }));
  region = await startInsights({ ...ONE_TABLE_PLAN, tables });
  insights = region.insights;
  const members = releaseEvent('2025-03', [10, 5]);
  await region.release(releaseForAudience('network', members, [5]));
});
afterAll(() => region.stop());

const question = TrendQuestion.fromPartial({
  layer: Layer.REPORTS,
  by: [Dimension.PERIOD, Dimension.COUNTRY, Dimension.TYPE_GROUP],
  filters: [
    { dimension: Dimension.COUNTRY, values: ['AL'] },
    { dimension: Dimension.TYPE_GROUP, values: ['violence'] },
  ],
});
const totals = TrendQuestion.fromPartial({
  layer: Layer.REPORTS,
  by: [Dimension.PERIOD, Dimension.COUNTRY],
});

async function answerFor(caller: string) {
  const { result } = await insights.getTrends(caller, question);
  if (result?.$case !== 'answer') throw new Error('no answer');
  return result.value;
}

it('answers each reader from the release to the narrowest readable audience only', async () => {
  const member = await answerFor('MYLA');
  expect(member.cells).toMatchObject([{ coordinates: ['2025-03', 'AL', 'violence'], value: 10 }]);
  expect(member.explanation?.source).toContain('for the member organisations');
  expect(member.explanation?.rounding).toContain('row, column and total');
  expect(member.explanation?.messages?.source[0]?.args).toMatchObject({
    readers: 'partners',
    period: '2025-03',
  });
  const other = await answerFor('SIM-MK-1');
  expect(other.cells).toMatchObject([{ coordinates: ['2025-03', 'AL', 'violence'], value: 5 }]);
  expect(other.explanation?.source).toContain('for the network of reporting organisations');
  expect(other.explanation?.rounding).toContain('Rows, columns and total are sums');
  expect(other.asOf).toMatch(/\.network$/);
});

it('suggests cells to readers whose totals are sums without a bound of their own', async () => {
  expect((await insights.getTrends('MYLA', totals)).result?.$case).toBe('answer');
  const { result } = await insights.getTrends('SIM-MK-1', totals);
  if (result?.$case !== 'nearest') throw new Error('answered');
  expect(result.value.why).toContain('totals are sums');
  expect(result.value.question?.by).toEqual([Dimension.PERIOD, Dimension.COUNTRY, Dimension.TYPE_GROUP]);
});

const failure = ({ code, details }: ServiceError) => ({ code, details });

it('lists readable releases, and returns one to members to a network organisation like a missing one', async () => {
  const { body } = await insights.http('/v1/releases', 'MYLA');
  expect(body.releases.map(({ audience }: { audience: string }) => audience)).toEqual([
    'partners',
    'network',
  ]);
  const get = async (caller: string, to: string): Promise<string> => {
    const { release } = await insights.getRelease(caller, `minimal-month.2025-03.${to}`);
    return release?.releaseId ?? '';
  };
  expect(await get('SIM-MK-1', 'network')).toMatch(/\.network$/);
  const absent = await insights.getRelease('MYLA', 'minimal-month.2031-01.partners').catch(failure);
  expect(absent).toMatchObject({ code: status.NOT_FOUND });
  expect(await get('SIM-MK-1', 'partners').catch(failure)).toEqual(absent);
  expect(await get('MYLA', 'network')).toMatch(/\.network$/);
  const noticesOf = async (to: string) =>
    (await insights.getRelease('MYLA', `minimal-month.2025-03.${to}`)).notices.join('\n');
  expect(await noticesOf('network')).toContain('Totals are sums of cells');
  expect(await noticesOf('partners')).not.toContain('Totals are sums');
});
