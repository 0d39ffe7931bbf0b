import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codesOf, columnSum, crosstab, exactCell, numbersOf, roundedCell } from './grid.ts';
import { linesOf } from './lines.ts';
import { fillRows, joinColumns, nextSorting, sortRows } from './rearrange.ts';

const ROUNDED = {
  k: 5,
  asOf: 'country-month.2026-10.partners',
  cells: [
    { period: '2026-09', country: 'ME', value: 15, min: 11, max: 19, silent: 'none', completeness: 'all' },
    { period: '2026-10', country: 'ME', value: 0, min: 0, max: 4, silent: 'own', completeness: 'none' },
    { period: '2026-10', country: 'AL', value: 10, min: 6, max: 14, silent: 'none', completeness: 'most' },
  ],
};
const EXACT = {
  k: undefined,
  asOf: 'public-record@0123456789ab',
  cells: [
    { period: '2024', country: 'RS', value: 3 },
    { period: '2024', country: 'BA', value: 4 },
    { period: '2026', country: 'RS', value: 2 },
    { period: '2026', country: 'RS', value: 1 },
  ],
};

describe('a crosstab', () => {
  it('has the facts of each number, newest period first, and none where nothing was released', () => {
    const grid = crosstab(ROUNDED, { title: 'Where', rows: ['country'], columns: 'period' });
    expect(grid.columns.map(({ id, table }) => [id, table])).toEqual([
      ['2026-10', 'country-month'],
      ['2026-09', 'country-month'],
    ]);
    expect(grid.rows.map(({ heads }) => heads)).toEqual([
      [{ id: 'ME', dimension: 'country' }],
      [{ id: 'AL', dimension: 'country' }],
    ]);
    expect(grid.rows.map(({ cells }) => cells)).toEqual([
      [
        { kind: 'number', value: 0, min: 0, max: 4, base: 5, silent: 'own', completeness: 'none' },
        { kind: 'number', value: 15, min: 11, max: 19, base: 5, silent: 'none', completeness: 'all' },
      ],
      [
        { kind: 'number', value: 10, min: 6, max: 14, base: 5, silent: 'none', completeness: 'most' },
        { kind: 'none' },
      ],
    ]);
  });

  it('orders codes as asked, keeps only some, and names the one that all numbers share', () => {
    const grid = crosstab(ROUNDED, {
      title: 'Where',
      rows: ['country'],
      only: { period: ['2026-10'] },
      order: () => ['AL', 'BA', 'ME'],
    });
    expect(grid.fixed).toEqual({ period: '2026-10' });
    expect(grid.columns).toEqual([{ id: 'count', table: 'country-month' }]);
    expect(grid.rows.map(({ heads: [head] }) => head?.id)).toEqual(['AL', 'ME']);
    expect(codesOf(grid, 1, 0)).toEqual({ period: '2026-10', country: 'ME' });
  });

  it('adds exact numbers up and never rounded ones', () => {
    const grid = crosstab(EXACT, { title: 'By year', rows: ['period'] });
    expect(grid.rows.map(({ heads: [head], cells }) => [head?.id, cells])).toEqual([
      ['2026', [exactCell(3)]],
      ['2024', [exactCell(7)]],
    ]);
    expect(columnSum(grid)).toBe(10);
    expect(() => crosstab(ROUNDED, { title: '', rows: ['period'] })).toThrow(TypeError);
    // The number is of one country even if each place has a single number.
    const cross = { ...ROUNDED, by: ['period', 'country'], cells: ROUNDED.cells.slice(0, 1) };
    expect(() => crosstab(cross, { title: '', rows: ['period'] })).toThrow(TypeError);
    expect(crosstab(cross, { title: '', rows: ['period'], only: { country: ['ME'] } }).rows).toHaveLength(1);
    expect(() => columnSum(crosstab(ROUNDED, { title: '', rows: ['country', 'period'] }))).toThrow(TypeError);
  });

  it('has 0 where the exact record has nothing, also for rows that it does not have', () => {
    const grid = crosstab(EXACT, { title: 'By year', rows: ['period'], columns: 'country' });
    const filled = fillRows(grid, ['2026', '2025', '2024'], exactCell(0));
    expect(filled.rows.map(({ cells }) => cells)).toEqual([
      [exactCell(3), exactCell(0)],
      [exactCell(0), exactCell(0)],
      [exactCell(3), exactCell(4)],
    ]);
  });

  it('contains every number once, however it is laid out', () => {
    const codes = fc.uniqueArray(
      fc.record({
        period: fc.constantFrom('2026-08', '2026-09', '2026-10'),
        country: fc.constantFrom('AL', 'BA', 'ME'),
        typeGroup: fc.constantFrom('violence', 'border'),
      }),
      { selector: (one) => JSON.stringify(one) },
    );
    const layouts = fc.constantFrom(
      { rows: ['country', 'typeGroup'], columns: 'period' },
      { rows: ['period', 'country'], columns: 'typeGroup' },
      { rows: ['period', 'country', 'typeGroup'], columns: undefined },
    );
    fc.assert(
      fc.property(codes, layouts, (all, layout) => {
        const cells = all.map((one, at) => ({ ...one, value: 5 * at }));
        const grid = crosstab({ cells, k: 5, asOf: 'a.b.c' }, { title: '', ...layout });
        const found = grid.rows.flatMap((row, at) =>
          row.cells.flatMap((cell, column) =>
            cell.kind === 'number' ? [{ ...codesOf(grid, at, column), value: cell.value }] : [],
          ),
        );
        expect(found).toHaveLength(cells.length);
        expect(found).toEqual(expect.arrayContaining(cells));
      }),
    );
  });
});

it('a grid is joined with the columns of another one by its rows', () => {
  const all = crosstab(
    { ...ROUNDED, asOf: 'region-month.2026-10.partners', cells: [{ period: '2026-10', value: 25 }] },
    { title: 'Trends', rows: ['period'], measure: { id: 'TOTAL', dimension: 'country' } },
  );
  const joined = joinColumns(all, crosstab(ROUNDED, { title: '', rows: ['period'], columns: 'country' }));
  expect(joined.columns.map(({ id, table }) => `${table} ${id}`)).toEqual([
    'region-month TOTAL',
    'country-month ME',
    'country-month AL',
  ]);
  expect(joined.rows).toHaveLength(1);
  expect(numbersOf(joined).map(({ value }) => value)).toEqual([25, 0, 10]);
  // A total belongs to no country.
  expect(codesOf(joined, 0, 0)).toEqual({ period: '2026-10' });
});

it('a grid has the same lines over time, whether periods are rows or columns', () => {
  const valuesOf = (grid: Parameters<typeof linesOf>[0]) =>
    linesOf(grid)?.map(({ head, cells }) => [
      head.id,
      ...[...cells].map(([id, { value }]) => `${id} ${value}`),
    ]);
  const down = crosstab(ROUNDED, { title: '', rows: ['period'], columns: 'country' });
  const across = crosstab(ROUNDED, { title: '', rows: ['country'], columns: 'period' });
  expect(valuesOf(down)).toEqual([
    ['ME', '2026-09 15', '2026-10 0'],
    ['AL', '2026-10 10'],
  ]);
  expect(valuesOf(across)).toEqual(valuesOf(down));
  expect(linesOf(crosstab(EXACT, { title: '', rows: ['country'] }))).toBeUndefined();
});

it('rows are sorted by a column: largest first, smallest first, then as before, those without a number last', () => {
  const grid = {
    ...{ title: '', fixed: {}, names: [], columns: [{ id: 'a' }] },
    rows: [10, undefined, 20, 0].map((value, at) => ({
      heads: [{ id: String(at) }],
      cells: [value === undefined ? ({ kind: 'none' } as const) : roundedCell(value, 5)],
    })),
  };
  const first = nextSorting(undefined, 'a');
  const second = nextSorting(first, 'a');
  const orderOf = (sorting: typeof first) =>
    sortRows(grid, sorting).rows.map(({ heads: [head] }) => head?.id);
  expect(orderOf(first)).toEqual(['2', '0', '3', '1']);
  expect(orderOf(second)).toEqual(['3', '0', '2', '1']);
  expect(orderOf(nextSorting(second, 'a'))).toEqual(['0', '1', '2', '3']);
  expect(nextSorting(second, 'b')).toEqual({ column: 'b', order: 'descending' });
});
