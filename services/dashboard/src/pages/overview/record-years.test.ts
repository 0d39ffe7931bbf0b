import { expect, it } from 'vitest';
import { yearsOf } from './record-years.ts';

const cell = (period: string, country: string, value: number) => ({ period, country, value });

it('exact numbers are added up by year and by country, and a year without entries stands between the others', () => {
  expect(yearsOf({ cells: [cell('2014', 'XK', 3), cell('2016-?', 'RS', 4), cell('2016', 'XK', 1)] })).toEqual(
    {
      years: ['2014', '2015', '2016'],
      byYear: new Map([
        ['2014', 3],
        ['2016', 5],
      ]),
      byCountry: [
        ['RS', 4],
        ['XK', 4],
      ],
      total: 8,
    },
  );
  expect(yearsOf({ cells: [] })).toMatchObject({ years: [], total: 0 });
});

it('rounded numbers are never added up', () => {
  expect(() => yearsOf({ k: 5, cells: [cell('2026', 'RS', 5)] })).toThrow(TypeError);
});
