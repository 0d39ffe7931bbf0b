import { readFileSync } from 'node:fs';
import { parseReleasePlan } from '@waylight/disclosure-control';
import { expect, it } from 'vitest';
import { tablesByAudience, timedTables } from './timed-tables.ts';

const SHIPPED = new URL('../../../../../packages/disclosure-control/plan/release-plan.json', import.meta.url);
const input = JSON.parse(readFileSync(SHIPPED, 'utf8'));

it('every table of the shipped plan is read, with its circles from the narrowest on', () => {
  const parsed = parseReleasePlan(input);
  if (!parsed.ok) throw new Error('the shipped plan is one');
  expect(
    timedTables(input.tables).map(({ id, period, closesAfterDays }) => ({ id, period, closesAfterDays })),
  ).toEqual(parsed.plan.tables.map(({ id, period, closesAfterDays }) => ({ id, period, closesAfterDays })));
  const yearly = timedTables(input.tables).filter(({ period }) => period === 'year');
  expect([...tablesByAudience(yearly)]).toEqual([
    ['partners', 13],
    ['authorities', 3],
    ['public', 2],
  ]);
});

it('a table of a shape that is not known is left out, and the others stay', () => {
  const [first] = input.tables;
  expect(timedTables([{ ...first, period: 'decade' }, first]).map(({ id }) => id)).toEqual([first.id]);
});
