import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_RELEASE_PLAN } from '../plan/default-plan.ts';
import { type Counts, controlledRounding, sum } from '../rounding/controlled-rounding.ts';
import { TOTAL } from './exported-table-schema.ts';
import {
  type ComparableRelease,
  componentReleaseIdsOf,
  computeLateAndCorrections,
  lateNumbersOf,
} from './late-and-corrections.ts';

const COUNTRIES = ['MK', 'RS', 'XK'];
const GROUPS = ['violence', 'border'];
const MONTHS = ['2025-01', '2025-02', '2025-03'];

function release(
  period: string,
  cells: Counts,
  uniform: () => number,
  more: Partial<ComparableRelease> = {},
): ComparableRelease {
  const { rowTotals, columnTotals, total, cells: drawn } = controlledRounding(cells, { uniform });
  return {
    tableId: period.includes('Q') ? 'by-quarter' : 'by-month',
    period,
    roundingBase: 5,
    rowDimension: 'country',
    rows: COUNTRIES,
    columnDimension: 'typeGroup',
    columns: GROUPS,
    cells: drawn.flat(),
    rowTotals,
    columnTotals,
    total,
    ...more,
  };
}

const asStated = (period: string, cells: Counts, more: Partial<ComparableRelease> = {}) =>
  release(
    period,
    cells.map((row) => row.map((count) => count * 5)),
    () => 0,
    more,
  );

const flat = (cells: Counts): number[] => [
  ...cells.flat(),
  ...cells.map(sum),
  ...GROUPS.map((_, c) => sum(cells.map((row) => row[c] ?? 0))),
  sum(cells.flat()),
];

const numbersOf = (late: ReturnType<typeof computeLateAndCorrections>) =>
  late === undefined ? [] : [...late.cells.flat(), ...late.rowTotals, ...late.columnTotals, late.total];

const cellsOf = (count: fc.Arbitrary<number>) =>
  fc.array(fc.array(count, { minLength: 2, maxLength: 2 }), { minLength: 3, maxLength: 3 });

const EMPTY = COUNTRIES.map(() => GROUPS.map(() => 0));

describe('late and corrections', () => {
  test('are the longer period minus its components, and differ from the truth by at most their rounding bound', () => {
    const uniforms = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));
    fc.assert(
      fc.property(
        fc.tuple(...MONTHS.map(() => cellsOf(fc.nat(30)))),
        cellsOf(fc.integer({ min: -20, max: 20 })),
        uniforms,
        (months, change, chance) => {
          const uniform = () => chance.next().value ?? 0;
          const whole = EMPTY.map((row, r) =>
            row.map((_, c) =>
              Math.max(0, sum(months.map((one) => one[r]?.[c] ?? 0)) + (change[r]?.[c] ?? 0)),
            ),
          );
          const late = computeLateAndCorrections(
            release('2025-Q1', whole, uniform),
            months.map((cells, m) => release(MONTHS[m] ?? '', cells, uniform)),
          );
          const truth = flat(whole).map((all, n) => all - sum(months.map((one) => flat(one)[n] ?? 0)));
          const lateNumbers = numbersOf(late);
          expect(lateNumbers).toHaveLength(truth.length);
          for (const [n, one] of lateNumbers.entries()) {
            expect(one?.roundingAtMost).toBe(16);
            expect(Math.abs((one?.value ?? 0) - (truth[n] ?? 0))).toBeLessThanOrEqual(16);
          }
        },
      ),
    );
  });

  test('may be negative, and state how much of the number may be rounding', () => {
    const months = MONTHS.map((period) =>
      asStated(
        period,
        EMPTY.map((row) => row.map(() => 2)),
      ),
    );
    const quarter = asStated(
      '2025-Q1',
      EMPTY.map((row) => row.map(() => 3)),
    );
    const late = computeLateAndCorrections(quarter, months);
    expect(late?.cells[0]?.[0]).toEqual({ value: -15, roundingAtMost: 16 });
    expect(late?.total).toEqual({ value: -90, roundingAtMost: 16 });
    const numbers = late && lateNumbersOf(late);
    expect(numbers).toHaveLength(12);
    expect(numbers).toContainEqual({
      coords: { country: 'RS', typeGroup: TOTAL },
      value: -30,
      roundingAtMost: 16,
    });
  });

  test('are broken down only by dimensions that both tables have', () => {
    const months = MONTHS.map((period) =>
      asStated(
        period,
        EMPTY.map((row) => row.map(() => 1)),
      ),
    );
    const types = ['beating', 'theft', 'pushback'];
    const cells = COUNTRIES.map(() => types.map(() => 3));
    const late = computeLateAndCorrections(
      asStated('2025-Q1', cells, { columnDimension: 'type', columns: types }),
      months,
    );
    expect(late).toMatchObject({ rowDimension: 'country', rows: COUNTRIES, columnDimension: 'all' });
    expect(late?.rowTotals.map((one) => one?.value)).toEqual([15, 15, 15]);
    expect(late?.cells.flat()).toEqual(late?.rowTotals);
    const region = { rowDimension: 'all', rows: ['all'], columnDimension: 'all', columns: ['all'] };
    const alone = computeLateAndCorrections(asStated('2025-Q1', [[20]], region), months);
    expect(alone && lateNumbersOf(alone)).toEqual([{ coords: {}, value: 10, roundingAtMost: 16 }]);
    expect(numbersOf(alone)).toEqual(Array(4).fill({ value: 10, roundingAtMost: 16 }));
  });

  test('are undefined if a component is missing, is duplicate, is of another table, or has other rows', () => {
    const months = MONTHS.map((period) => asStated(period, EMPTY));
    const quarter = asStated('2025-Q1', EMPTY);
    const [first = quarter, second = quarter, third = quarter] = months;
    expect(computeLateAndCorrections(quarter, months)).toBeDefined();
    for (const parts of [
      [],
      [first, second],
      [first, second, second],
      [first, second, { ...third, period: '2025-04' }],
      [first, second, { ...third, tableId: 'another' }],
      [first, second, { ...third, rows: ['MK', 'RS', 'AL'] }],
    ])
      expect(computeLateAndCorrections(quarter, parts)).toBeUndefined();
  });

  test('omit each number that one of the releases does not give, and omit the pooled row', () => {
    const together = { rows: [...COUNTRIES, 'not-broken-down'] };
    const quarter = asStated('2025-Q1', [...EMPTY, [0, 0]], { ...together, notGiven: [0, 1, 8] });
    const months = MONTHS.map((period, n) => asStated(period, EMPTY, n === 1 ? { notGiven: [3] } : {}));
    const late = computeLateAndCorrections(quarter, months);
    expect(late?.rows).toEqual(COUNTRIES);
    expect(late?.cells.map((row) => row.map((one) => one !== null))).toEqual([
      [false, false],
      [true, false],
      [true, true],
    ]);
    expect(late?.rowTotals.map((one) => one !== null)).toEqual([false, true, true]);
    expect(late?.total).not.toBeNull();
  });

  test('include the rounding of every cell if a margin is a sum of cells', () => {
    const months = MONTHS.map((period) => asStated(period, EMPTY, { marginsAreSums: true }));
    const late = computeLateAndCorrections(asStated('2025-Q1', EMPTY), months);
    expect(late?.cells[0]?.[0]?.roundingAtMost).toBe(4 * 4);
    expect(late?.rowTotals[0]?.roundingAtMost).toBe(4 + 3 * 2 * 4);
    expect(late?.total?.roundingAtMost).toBe(4 + 3 * 6 * 4);
  });
});

describe('the components of a release', () => {
  const of = (tableId: string, period: string) =>
    componentReleaseIdsOf(DEFAULT_RELEASE_PLAN, { tableId, period }, 'partners');

  test('are releases of the table to which the plan couples its table, or couples the table that it breaks down', () => {
    const months = MONTHS.map((month) => `country-month.${month}.partners`);
    for (const table of ['country-quarter', 'country-type-quarter', 'country-persongroup-quarter'])
      expect(of(table, '2025-Q1')).toEqual(months);
    expect(of('country-method-year', '2025')).toEqual(
      [1, 2, 3, 4].map((quarter) => `country-method-quarter.2025-Q${quarter}.partners`),
    );
  });

  test('are empty for the shortest period, an unknown table, and an audience without components', () => {
    expect(of('country-month', '2025-01')).toEqual([]);
    expect(of('region-week', '2025-W10')).toEqual([]);
    expect(of('gone', '2025-Q1')).toEqual([]);
    expect(of('country-quarter', '2025')).toEqual([]);
    const quarter = { tableId: 'country-quarter', period: '2025-Q1' };
    expect(componentReleaseIdsOf(DEFAULT_RELEASE_PLAN, quarter, 'public')).toEqual([]);
  });
});
