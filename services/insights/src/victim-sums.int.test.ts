import { Layer } from '@waylight/contracts/incident';
import { Audience, ReleaseEvent } from '@waylight/contracts/release';
import { Dimension, PeriodKind, Unit } from '@waylight/contracts/trends';
import { codesOf, DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import type { InProcessRegion, RegionInsights } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startInsights } from './testing/start-insights.ts';

const TABLE = DEFAULT_RELEASE_PLAN.tables.find(({ id }) => id === 'country-groupsize-year')!;
const [ROWS, COLUMNS] = [[...codesOf(TABLE.rows)], [...codesOf(TABLE.columns)]];
const QUESTION = {
  layer: Layer.REPORTS,
  unit: Unit.VICTIMS,
  by: [Dimension.PERIOD, Dimension.COUNTRY],
  period: PeriodKind.YEAR,
};

function yearOf(period: string, more: Partial<ReleaseEvent>): ReleaseEvent {
  return ReleaseEvent.fromPartial({
    releaseId: `${TABLE.id}.${period}.partners`,
    tableId: TABLE.id,
    period,
    roundingBase: 5,
    unit: 'incidents',
    audience: Audience.PARTNERS,
    rowDimension: 'country',
    rows: ROWS,
    columnDimension: 'groupSize',
    columns: COLUMNS,
    brokenDownTableId: 'country-year',
    breakdownThreshold: 20,
    cells: ROWS.flatMap(() => COLUMNS.map(() => 10)),
    rowTotals: ROWS.map(() => 10 * COLUMNS.length),
    columnTotals: COLUMNS.map(() => 10 * ROWS.length),
    total: 10 * ROWS.length * COLUMNS.length,
    ...more,
  });
}

describe('sums of victims in answers', () => {
  let region: InProcessRegion;
  let insights: RegionInsights;
  beforeAll(async () => {
    region = await startInsights(DEFAULT_RELEASE_PLAN);
    insights = region.insights;
    await region.release(yearOf('2024', {}));
    const rows = ROWS.map((_, n) => 100 + 10 * n);
    const victims = { roundingBase: 10, minIncidents: 20, rows, total: 1_000, notGiven: [0, 1] };
    await region.release(yearOf('2025', { victims }));
  });
  afterAll(() => region?.stop());

  it('are answered by country and year, with their explanation', async () => {
    const { result } = await insights.getTrends('MYLA', QUESTION);
    if (result?.$case !== 'answer') throw new Error('must be answered');
    expect(result.value.cells.map(({ coordinates, value }) => [...coordinates, value])).toEqual(
      ROWS.slice(2).map((row, n) => ['2025', row, 120 + 10 * n]),
    );
    expect(result.value.roundingBase).toBe(10);
    expect(result.value.explanation?.unit).toContain('not de-duplicated');
    expect(result.value.explanation?.rounding).toContain('±9 at most');
  });

  it('are answered for the region, and the same over HTTP', async () => {
    const region = await insights.http('/v1/trends?layer=reports&period=year&by=period&unit=victims', 'MYLA');
    expect(region.body.cells).toEqual([{ period: '2025', min: 991, max: 1_009, value: 1_000 }]);
    const byCountry = '/v1/trends?layer=reports&period=year&by=period,country&unit=victims';
    const grpc = await insights.getTrends('MYLA', QUESTION);
    const cells = grpc.result?.$case === 'answer' ? grpc.result.value.cells : [];
    expect((await insights.http(byCountry, 'MYLA')).body.cells).toEqual(
      cells.map(({ coordinates: [period, country], value, min, max }) => ({
        period,
        country,
        value,
        min,
        max,
      })),
    );
  });

  it('are hidden from audiences for which the table is not planned', async () => {
    const path = '/v1/trends?layer=reports&period=year&by=period,country&unit=victims';
    for (const as of ['SIM-MK-1', 'authority', undefined]) {
      const { status, body } = await insights.http(path, as);
      expect([status, body.cells]).toEqual([200, []]);
      expect(JSON.stringify(body)).not.toContain('groupsize');
    }
  });

  it('are not answered for a year whose release has no sums', async () => {
    const { result } = await insights.getTrends('MYLA', { ...QUESTION, from: '2024', to: '2024' });
    if (result?.$case !== 'nearest') throw new Error('must not be answered');
    expect(result.value.why).toContain('the newest is 2025');
  });

  it('are in the release document, with a notice on sums', async () => {
    const { notices } = await insights.getRelease('MYLA', `${TABLE.id}.2025.partners`);
    expect(notices.join()).toContain('not de-duplicated');
    const before = await insights.getRelease('MYLA', `${TABLE.id}.2024.partners`);
    expect(before.notices.join()).not.toContain('de-duplicated');
  });
});
