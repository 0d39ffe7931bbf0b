import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plannedTables } from './planned-table.ts';

// The shipped plan in the form of the endpoint. The assumptions of pages must hold for each of its tables.
const SHIPPED = new URL('../../../../packages/disclosure-control/plan/release-plan.json', import.meta.url);
const { tables } = JSON.parse(readFileSync(SHIPPED, 'utf8'));
const planned = plannedTables(tables);
const byId = (id: string) => planned.find((table) => table.id === id);

it('every table of the shipped plan is parsed, in its order, with the day at which its periods close', () => {
  const timed = ({ id, period, closesAfterDays }: Record<'id' | 'period' | 'closesAfterDays', unknown>) => [
    ...[id, period, closesAfterDays],
  ];
  expect(planned.map(timed)).toEqual(tables.map(timed));
});

it('a table has its dimensions without those that are not broken down, and codes with the remainder last', () => {
  expect(byId('region-quarter')?.dimensions).toEqual([]);
  expect(byId('country-typegroup-quarter')?.dimensions.map(({ name }) => name)).toEqual([
    'country',
    'typeGroup',
  ]);
  expect(byId('country-typegroup-quarter')?.dimensions[0]?.codes.at(-1)).toBe('other-or-unknown');
  const type = byId('type-month')?.dimensions[0];
  expect([type?.name, type?.of]).toEqual(['type', 'typeGroup']);
  expect(type?.codes).toContain('other-coercion');
  expect(type?.merged.get('kidnapping-detention')).toContain('trafficking');
  expect(byId('region-week')?.isByReceipt).toBe(true);
  expect(byId('segment-month')?.splits).toBe('region-month');
});

it('no two tables have the same dimensions and length of periods: a question has one table', () => {
  const questions = planned.map(
    ({ period, dimensions }) =>
      `${period}:${dimensions
        .map(({ name }) => name)
        .sort()
        .join()}`,
  );
  expect(new Set(questions).size).toBe(planned.length);
});

it('a table of an unknown form is left out, and the others remain', () => {
  expect(plannedTables([{ id: 'x' }, null, tables[0]]).map(({ id }) => id)).toEqual([tables[0].id]);
});
