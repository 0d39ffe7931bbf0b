import { parseRegistry } from '@waylight/access';
import { ReleaseEvent } from '@waylight/contracts/release';
import {
  codesOf,
  componentReleaseIdsOf,
  DEFAULT_RELEASE_PLAN,
  drawnTableOf,
  type PlannedTable,
  releasedPeriodOf,
} from '@waylight/disclosure-control';
import { expect, it } from 'vitest';
import { createPieceCache } from '../answers/piece-cache.ts';
import type { KnownRelease } from '../answers/released-snapshot.ts';
import { createSources } from './sources.ts';

const organisation = {
  id: 'MYLA',
  number: 1,
  name: 'MYLA',
  countries: ['MK'],
  role: 'lead',
  status: 'active',
};
const parsed = parseRegistry({ version: 1, organisations: [organisation], operators: [] });
if ('problems' in parsed) throw new Error(parsed.problems.join());
const { registry } = parsed;

const plan = DEFAULT_RELEASE_PLAN;
const named = (id: string | undefined): PlannedTable => {
  const table = plan.tables.find((one) => one.id === id);
  if (table === undefined) throw new Error(`the plan has no ${id}`);
  return table;
};
const longer = named(
  plan.tables.find(({ partsOf, period }) => partsOf !== undefined && period === 'quarter')?.id,
);
const shorter = named(longer.partsOf);

/** Creates a release with the same number in each cell. */
function releaseOf(table: PlannedTable, period: string, each: number): KnownRelease {
  const [rows, columns] = [[...codesOf(table.rows)], [...codesOf(table.columns)]];
  const event = ReleaseEvent.fromPartial({
    releaseId: `${table.id}.${period}.partners`,
    tableId: table.id,
    period,
    roundingBase: 5,
    planVersion: 1,
    rowDimension: table.rows.dimension,
    columnDimension: table.columns.dimension,
    rows,
    columns,
    cells: rows.flatMap(() => columns.map(() => each)),
    rowTotals: rows.map(() => each * columns.length),
    columnTotals: columns.map(() => each * rows.length),
    total: each * rows.length * columns.length,
    unit: 'incidents',
  });
  return { event, drawn: drawnTableOf(event), of: releasedPeriodOf(period), revision: 1 };
}

function lateOf(parts: readonly string[]) {
  const releases = [releaseOf(longer, '2025-Q1', 20), ...parts.map((part) => releaseOf(shorter, part, 5))];
  const publicRecord = { cells: [], asOf: '', organisations: new Set<number>() };
  const context = {
    snapshot: { releases, publicRecord, pieceCache: createPieceCache() },
    approvedReleases: { approvalSequence: () => undefined },
    plan,
    registry,
    notice: undefined,
  };
  return createSources(context, 'partners', []).late({ table: longer.id, period: '2025-Q1' });
}

it('computes late reports if every component period is released, and otherwise names the missing period', () => {
  const months = ['2025-01', '2025-02', '2025-03'];
  expect(componentReleaseIdsOf(plan, { tableId: longer.id, period: '2025-Q1' }, 'partners')).toHaveLength(3);
  const whole = lateOf(months);
  expect(whole).toMatchObject({
    value: expect.arrayContaining([expect.objectContaining({ value: expect.any(Number) })]),
  });
  if ('missing' in whole) throw new Error(whole.missing);
  expect(whole.releases).toHaveLength(4);
  for (const without of months)
    expect(lateOf(months.filter((one) => one !== without))).toEqual({
      missing: expect.stringContaining('not all released'),
      reason: 'parts-not-released',
    });
});
