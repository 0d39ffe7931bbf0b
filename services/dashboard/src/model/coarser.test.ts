import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type PlannedTable, plannedTables } from '../api/planned-table.ts';
import { coarserQuestions } from './coarser.ts';

const SHIPPED = new URL('../../../../packages/disclosure-control/plan/release-plan.json', import.meta.url);
const planned = plannedTables(JSON.parse(readFileSync(SHIPPED, 'utf8')).tables);

const asked = (by: readonly string[], period: PlannedTable['period'], released = planned) =>
  coarserQuestions({ by, period }, released).map((one) => `${one.by.join('×')} ${one.period} ${one.table}`);

it('longer periods, groups and fewer dimensions are coarser, the nearest first', () => {
  expect(asked(['country', 'type'], 'quarter')).toEqual([
    'country×typeGroup quarter country-typegroup-quarter',
    'country×type year country-type-year',
  ]);
  expect(asked(['segment'], 'month')).toEqual([
    'segment quarter segment-quarter',
    'segment year segment-year',
  ]);
  expect(asked(['country', 'exactType'], 'year')[0]).toBe('country×type year country-type-year');
});

it('an unreleased table is not offered, and a margin only if it was rounded itself', () => {
  const quarterly = planned.filter(({ period }) => period === 'quarter');
  expect(asked(['country', 'typeGroup'], 'quarter', quarterly)).toEqual([
    'country quarter country-quarter',
    'typeGroup quarter typegroup-quarter',
  ]);
  expect(asked(['segment'], 'quarter', quarterly)).toEqual([' quarter region-quarter']);
  expect(asked([], 'year')).toEqual([]);
});

it('weeks are of receipt: no other period is coarser than they are', () => {
  expect(asked(['country'], 'week')).toEqual([' week region-week']);
});

it('no offered question has more detail, or other dimensions', () => {
  for (const { dimensions, period } of planned) {
    const names = dimensions.map(({ name }) => name);
    const known = new Set([...names, ...dimensions.flatMap(({ of }) => of ?? [])]);
    for (const question of coarserQuestions({ by: names, period }, planned)) {
      expect(question.by.every((name) => known.has(name))).toBe(true);
      expect(question.by.length).toBeLessThanOrEqual(names.length);
    }
  }
});
