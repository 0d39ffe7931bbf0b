import { expect, it } from 'vitest';
import type { CompletenessMonth } from '../../api/completeness.ts';
import { layOut } from './lay-out.ts';
import { hasMarks, silentPlaces } from './silent-places.ts';

const month = (period: string, ...silent: readonly string[]): CompletenessMonth => ({
  ...{ period, release: `a.${period}.partners`, k: 5 },
  entries: [
    ...silent.map((code) => ({ countries: [code], stated: 'none' as const, reported: [] })),
    { countries: ['RS'], stated: 'all', reported: [] },
  ],
});

/** All marks of a figure, by place. */
function marksOf(cells: readonly Record<string, string>[], months: readonly CompletenessMonth[]) {
  const by = Object.keys(cells[0] ?? {});
  const laid = layOut({ by, cells: cells.map((cell) => ({ ...cell, value: 5 })) });
  const places = silentPlaces(laid, months);
  const found = [
    ...laid.columns.flatMap((code) =>
      places.column(code) === undefined ? [] : [`${code} ${places.column(code)}`],
    ),
    ...laid.rows.flatMap(({ codes }) => [
      ...(places.row(codes) === undefined ? [] : [`${codes.join('/')} ${places.row(codes)}`]),
      ...laid.columns.flatMap((code) =>
        places.cell(codes, code) === undefined
          ? []
          : [`${codes.join('/')}×${code} ${places.cell(codes, code)}`],
      ),
    ]),
  ];
  expect(hasMarks(laid, places)).toBe(found.length > 0);
  return found;
}

const COUNTRIES = ['ME', 'RS', 'XK'];
const MONTHS = ['2026-09', '2026-10'];

it('a country that was silent in the period of the figure is marked by its name', () => {
  const byCountry = COUNTRIES.map((country) => ({ period: '2026-10', country }));
  expect(marksOf(byCountry, [month('2026-10', 'XK')])).toEqual(['XK country']);
  expect(marksOf(byCountry, [month('2026-10')])).toEqual([]);
  // A quarter is marked if one of its months is.
  const inQuarter = COUNTRIES.map((country) => ({ period: '2026-Q4', country }));
  expect(marksOf(inQuarter, [month('2026-10', 'ME'), month('2026-11')])).toEqual(['ME country']);
  const byType = ['border', 'death'].flatMap((typeGroup) =>
    COUNTRIES.map((country) => ({ country, typeGroup })),
  );
  expect(marksOf(byType, [month('2026-10', 'XK')])).toEqual(['XK country']);
});

it('a border is marked if a country of either end was silent, and an area if its country was', () => {
  const segments = ['RS-BA', 'ME-RS', 'AL-ME', 'not-at-border', 'other-or-unknown'];
  const bySegment = segments.map((segment) => ({ period: '2026-10', segment }));
  expect(marksOf(bySegment, [month('2026-10', 'ME')])).toEqual(['ME-RS region', 'AL-ME region']);
  expect(marksOf(bySegment, [month('2026-10')])).toEqual([]);
  const byArea = ['BA-SRP', 'elsewhere-in-ME', 'area-other-or-unknown'].map((area) => ({ area }));
  expect(marksOf(byArea, [month('2026-10', 'ME')])).toEqual(['elsewhere-in-ME country']);
  // Each number in a month with a silence is marked, unless it belongs to no country.
  const crossed = MONTHS.flatMap((period) => segments.map((segment) => ({ period, segment })));
  expect(marksOf(crossed, [month('2026-09', 'ME'), month('2026-10')])).toEqual([
    'ME-RS×2026-09 region',
    'AL-ME×2026-09 region',
  ]);
});

it('a period in which a country of the region was silent is marked, and no other', () => {
  const byMonth = MONTHS.map((period) => ({ period }));
  expect(marksOf(byMonth, [month('2026-09', 'XK'), month('2026-10')])).toEqual(['2026-09 region']);
  const byType = ['border', 'death', 'violence'].flatMap((typeGroup) =>
    MONTHS.map((period) => ({ period, typeGroup })),
  );
  expect(marksOf(byType, [month('2026-09', 'XK'), month('2026-10')])).toEqual(['2026-09 region']);
});

it('with countries on one axis and periods on the other, the number of both is marked', () => {
  const crossed = MONTHS.flatMap((period) => COUNTRIES.map((country) => ({ period, country })));
  expect(marksOf(crossed, [month('2026-09', 'XK'), month('2026-10')])).toEqual(['XK×2026-09 country']);
});

it('numbers by neither country nor period are not marked', () => {
  const byType = ['border', 'death'].map((typeGroup) => ({ period: '2026-10', typeGroup }));
  expect(marksOf(byType, [month('2026-10', 'XK')])).toEqual([]);
});
