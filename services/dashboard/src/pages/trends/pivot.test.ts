import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Answer } from '../../data/schemas.ts';
import { laidOut } from './laid-out.ts';
import { isMostlySmall, nextSorting, pivotOf, smallShare, sortedRows } from './pivot.ts';
import { FIRST_VIEW, placed } from './trends-view.ts';

const answer = (cells: Answer['cells'], by = ['period', 'country', 'typeGroup']): Answer => ({
  layer: 'reports',
  unit: 'incidents',
  by,
  asOf: 'minimal-month.2026-10.partners',
  k: 5,
  cells,
  explain: {
    ...{ unit: '', source: '', rounding: '', method: '', attribution: [], footnotes: [] },
    sentences: { unit: [], source: [], rounding: [], method: [] },
  },
});

const COUNTRIES = ['BA', 'RS', 'XK'];
const GROUPS = ['violence', 'border'];
const PERIODS = ['2026-08', '2026-09', '2026-10'];
const cells = fc.uniqueArray(
  fc.record({
    period: fc.constantFrom(...PERIODS),
    country: fc.constantFrom(...COUNTRIES),
    typeGroup: fc.constantFrom(...GROUPS),
    value: fc.nat({ max: 40 }).map((n) => n * 5),
  }),
  { selector: (cell) => `${cell.period}${cell.country}${cell.typeGroup}`, minLength: 1 },
);

it('every number of a pivot is a released one of just its place, and no released one of its slice is left out', () => {
  const names = fc.shuffledSubarray(['country', 'typeGroup', 'period'], { minLength: 3 });
  fc.assert(
    fc.property(cells, names, (released, [rows = '', columns = '', third = '']) => {
      const only = String(released[0]?.[third as 'country']);
      const pivot = pivotOf(released, {
        placing: { rows, columns, third },
        only,
        periods: PERIODS,
        kept: {},
        order: (dimension) => (dimension === 'country' ? COUNTRIES : GROUPS),
      });
      const slice = released.filter((cell) => cell[third as 'country'] === only);
      const shown = pivot.rows.flatMap((row) => pivot.columns.map((column) => pivot.valueAt(row, column)));
      expect(shown.filter((value) => value !== undefined).length).toBe(slice.length);
      for (const cell of slice)
        expect(pivot.valueAt(cell[rows as 'country'], cell[columns as 'country'])).toBe(cell.value);
    }),
  );
});

it('a number that was not given is not there, which is not 0', () => {
  const found = laidOut(
    answer([
      { period: '2026-09', country: 'RS', typeGroup: 'violence', value: 10 },
      { period: '2026-10', country: 'XK', typeGroup: 'violence', value: 0 },
    ]),
    FIRST_VIEW,
    undefined,
  );
  expect(found.pivot.valueAt('RS', '2026-10')).toBeUndefined();
  expect(found.pivot.valueAt('XK', '2026-10')).toBe(0);
  expect(found.valueIn('RS', '2026-10', '2026-09')).toBe(10);
  expect(found.valueIn('XK', '2026-10', '2026-09')).toBeUndefined();
});

it('one period is the newest until another is asked for', () => {
  const view = placed({ ...FIRST_VIEW, by: ['country', 'typeGroup'] }, 'columns', 'typeGroup');
  const released = answer(
    PERIODS.map((period, n) => ({ period, country: 'RS', typeGroup: 'border', value: n * 5 })),
  );
  expect(laidOut(released, view, undefined)).toMatchObject({ only: '2026-10' });
  const earlier = laidOut(released, { ...view, only: '2026-08' }, undefined);
  expect(earlier.pivot.valueAt('RS', 'border')).toBe(0);
  expect(earlier.periodOf('RS', 'border')).toBe('2026-08');
});

it('bounds and codes that are kept leave out the others, and the newest periods are shown without bounds', () => {
  const years = Array.from({ length: 30 }, (_, n) => `${2000 + n}`);
  const released = answer(
    years.map((period) => ({ period, value: 5 })),
    ['period'],
  );
  const view = { ...FIRST_VIEW, by: [], period: 'year' as const };
  expect(laidOut(released, view, undefined).pivot.rows).toEqual(years.slice(-10));
  expect(laidOut(released, { ...view, from: '2003', to: '2005' }, undefined).pivot.rows).toEqual([
    '2003',
    '2004',
    '2005',
  ]);
  const kept = laidOut(
    answer(COUNTRIES.map((country) => ({ period: '2026-10', country, typeGroup: 'border', value: 5 }))),
    { ...FIRST_VIEW, kept: { country: ['XK', 'BA'] } },
    undefined,
  );
  expect(kept.pivot.rows).toEqual(['BA', 'XK']);
});

it('sorting keeps every row, and puts those without a number last whichever end comes first', () => {
  fc.assert(
    fc.property(cells, fc.constantFrom('ascending' as const, 'descending' as const), (released, order) => {
      const { pivot } = laidOut(answer(released), FIRST_VIEW, undefined);
      const column = pivot.columns[0] ?? '';
      const sorted = sortedRows(pivot, { column, order });
      expect(sorted.toSorted()).toEqual(pivot.rows.toSorted());
      const values = sorted.map((row) => pivot.valueAt(row, column));
      const given = values.filter((value) => value !== undefined);
      expect(values.slice(0, given.length)).toEqual(given);
      expect(given).toEqual(given.toSorted((a, b) => (order === 'ascending' ? a - b : b - a)));
    }),
  );
});

it('a third press of the same heading gives the order of the table back', () => {
  const [first, second] = [nextSorting(undefined, '2026-10'), nextSorting(nextSorting(undefined, 'x'), 'x')];
  expect(first).toEqual({ column: '2026-10', order: 'descending' });
  expect(second).toEqual({ column: 'x', order: 'ascending' });
  expect(nextSorting(second, 'x')).toBeUndefined();
  expect(nextSorting(second, 'y')).toEqual({ column: 'y', order: 'descending' });
});

it('a view is mostly small where more than half of its numbers are 0 or the base', () => {
  const pivot = (values: readonly number[]) => ({
    rows: ['RS'],
    columns: values.map((_, n) => String(n)),
    valueAt: (_: string, column: string) => values[Number(column)],
  });
  expect(isMostlySmall(smallShare(pivot([0, 5, 10, 15]), 5))).toBe(false);
  expect(isMostlySmall(smallShare(pivot([0, 5, 5, 15]), 5))).toBe(true);
  expect(isMostlySmall(smallShare(pivot([]), 5))).toBe(false);
});
