import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plannedTables } from '../../api/planned-table.ts';
import { coarserWays } from './coarser-releases.tsx';

const SHIPPED = new URL('../../../../../packages/disclosure-control/plan/release-plan.json', import.meta.url);
const tablesIn = (plan: URL) => plannedTables(JSON.parse(readFileSync(plan, 'utf8')).tables);
const SHIPPED_TABLES = tablesIn(SHIPPED);

const listed = (id: string) => {
  const [table = '', period = '', audience = ''] = id.split('.');
  return { id, table, period, audience };
};
const waysFrom = (
  id: string,
  dimensions: readonly string[],
  releases: readonly string[],
  tables = SHIPPED_TABLES,
) => {
  const { period, audience } = listed(id);
  return coarserWays(
    {
      ...{ release: id, period },
      audience: audience === 'network' ? 'network' : 'partners',
      dimensions: Object.fromEntries(dimensions.map((name) => [name, {}])),
    },
    tables,
    [id, ...releases].map(listed),
  ).map(({ question: { by, period: kind }, release }) => [by.join('×'), kind, release]);
};

it('a month is followed by its quarter and year, first for the same audience', () => {
  expect(
    waysFrom(
      'segment-month.2026-10.partners',
      ['segment'],
      [
        'segment-quarter.2026-Q3.partners',
        'segment-quarter.2026-Q4.network',
        'segment-quarter.2026-Q4.partners',
        'segment-year.2026.network',
      ],
    ),
  ).toEqual([
    ['segment', 'quarter', 'segment-quarter.2026-Q4.partners'],
    ['segment', 'year', 'segment-year.2026.network'],
  ]);
});

it('without a release of the longer period, only the question is offered, which Trends answers with other periods', () => {
  expect(
    waysFrom('segment-month.2026-10.partners', ['segment'], ['segment-quarter.2026-Q3.partners']),
  ).toEqual([['segment', 'quarter', undefined]]);
});

it('for a month before the first released quarter no quarter is offered: Trends would show another time', () => {
  expect(
    waysFrom('segment-month.2025-11.partners', ['segment'], ['segment-quarter.2026-Q1.partners']),
  ).toEqual([]);
});

it('a margin of a release is not another release', () => {
  expect(
    waysFrom(
      'minimal-month.2026-10.network',
      ['country', 'typeGroup'],
      ['minimal-month.2026-10.partners'],
      tablesIn(new URL('./one-table.json', SHIPPED)),
    ),
  ).toEqual([
    ['country', 'month', undefined],
    ['typeGroup', 'month', undefined],
  ]);
});

it('questions for other times, with more detail or of unknown length are not offered', () => {
  expect(waysFrom('segment-year.2026.partners', ['segment'], ['segment-month.2026-10.partners'])).toEqual([]);
  expect(waysFrom('segment-month.2026-10-?.partners', ['segment'], ['segment-year.2026.partners'])).toEqual(
    [],
  );
});
