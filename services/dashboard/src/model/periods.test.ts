import { expect, it } from 'vitest';
import { periodsIn, withYears, yearsOf } from './periods.ts';

it('an answer has every year from its first to its last, also those without an entry', () => {
  const answer = {
    cells: [
      { period: '2024-?', value: 1 },
      { period: '2021-03', value: 2 },
    ],
  };
  expect(yearsOf(answer)).toEqual(['2021', '2022', '2023', '2024']);
  expect(withYears(answer).cells.map(({ period }) => period)).toEqual(['2024', '2021']);
  expect(yearsOf({ cells: [] })).toEqual([]);
  expect(periodsIn(answer, answer)).toEqual(['2021-03', '2024-?']);
});
