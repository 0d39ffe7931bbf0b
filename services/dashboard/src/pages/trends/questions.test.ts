import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plannedTables } from '../../api/planned-table.ts';
import {
  automaticKinds,
  combinedWith,
  periodKindsOf,
  QUESTIONS,
  questionOf,
  unpublishedKinds,
} from './questions.ts';

const SHIPPED = new URL('../../../../../packages/disclosure-control/plan/release-plan.json', import.meta.url);
const planned = plannedTables(JSON.parse(readFileSync(SHIPPED, 'utf8')).tables);

it('every dimension of the plan belongs to one question', () => {
  const dimensions = new Set(planned.flatMap((table) => table.dimensions.map(({ name }) => name)));
  expect([...dimensions].toSorted()).toEqual(QUESTIONS.flatMap(({ dimensions }) => dimensions).toSorted());
  expect(questionOf(undefined)?.name).toBe('all');
});

it('lengths of periods are those of tables with the same dimensions', () => {
  expect(periodKindsOf(planned, ['perpetrator'])).toEqual(['quarter', 'year']);
  expect(periodKindsOf(planned, ['typeGroup'])).toEqual(['week', 'month', 'quarter', 'year']);
  expect(periodKindsOf(planned, ['perpetrator', 'personGroup'])).toEqual(['quarter', 'year']);
  expect(periodKindsOf(planned, ['segment', 'perpetrator'])).toEqual([]);
});

it('a page chooses weeks of receipt only if there is nothing else', () => {
  expect(automaticKinds(['week', 'month'])).toEqual(['month']);
  expect(automaticKinds(['week'])).toEqual(['week']);
});

it('names the shorter periods that the plan never publishes', () => {
  expect(unpublishedKinds(planned, ['country', 'personGroup'])).toEqual(['month']);
  expect(unpublishedKinds(planned, ['exactType', 'country'])).toEqual(['month', 'quarter']);
  expect(unpublishedKinds(planned, ['country'])).toEqual([]);
  expect(unpublishedKinds(planned, ['segment', 'perpetrator'])).toEqual([]);
});

it('dimensions that no table combines are not offered together', () => {
  expect(combinedWith(planned, 'personGroup')).toEqual(['country', 'typeGroup', 'perpetrator']);
  expect(combinedWith(planned, 'segment')).toEqual(['typeGroup']);
});
