import type { Audience } from '@waylight/contracts/audiences';
import { releaseSecretBytes } from '@waylight/testing/fixed';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codesOf } from '../plan/axis.ts';
import { ONE_TABLE_PLAN } from '../plan/default-plan.ts';
import { findRepeatedDeviations } from '../testing/repeated-deviations.ts';
import { checkDrawnTable } from './check-drawn-table.ts';
import { drawForWiderAudience, drawTable, type TrueCell } from './draw-table.ts';
import type { DrawnTable, FullTable } from './drawn-table.ts';

const TABLE = ONE_TABLE_PLAN.tables[0]!;
const ROWS = codesOf(TABLE.rows);
const COLUMNS = codesOf(TABLE.columns);

const draw = (
  cells: Iterable<TrueCell>,
  overrides: { secret?: Uint8Array; period?: string } = {},
): FullTable =>
  drawTable({
    secret: overrides.secret ?? releaseSecretBytes(),
    tableId: TABLE.id,
    period: overrides.period ?? '2025-03',
    rows: ROWS,
    columns: COLUMNS,
    cells,
  });

const manyCells: TrueCell[] = ROWS.flatMap((row, r) =>
  COLUMNS.map((column, c) => ({ row, column, count: (r * 7 + c * 3) % 11 })),
);

const fewer = (cells: readonly TrueCell[]): TrueCell[] =>
  cells.map((cell) => ({ ...cell, count: Math.max(0, cell.count - 1) }));
const fewerCells = fewer(manyCells);
const fewestCells = fewer(fewerCells);

const someCells = fc.array(
  fc.record({ row: fc.constantFrom(...ROWS), column: fc.constantFrom(...COLUMNS), count: fc.nat(9) }),
  { maxLength: 40 },
);

describe('drawing a table', () => {
  test('the order of cells does not matter', () => {
    const shuffles = someCells.chain((cells) =>
      fc.tuple(
        fc.constant(cells),
        fc.shuffledSubarray(cells, { minLength: cells.length, maxLength: cells.length }),
      ),
    );
    fc.assert(
      fc.property(shuffles, ([cells, others]) => {
        expect(draw(others)).toEqual(draw(cells));
      }),
    );
  });

  test('the order of rows and columns does not matter', () => {
    const plain = draw(manyCells);
    const reversed = drawTable({
      secret: releaseSecretBytes(),
      tableId: TABLE.id,
      period: '2025-03',
      rows: [...ROWS].reverse(),
      columns: [...COLUMNS].reverse(),
      cells: manyCells,
    });
    expect(reversed.cells.map((row) => [...row].reverse()).reverse()).toEqual(plain.cells);
    expect([...reversed.rowTotals].reverse()).toEqual(plain.rowTotals);
    expect([...reversed.columnTotals].reverse()).toEqual(plain.columnTotals);
  });

  test('counts of one cell are summed', () => {
    const parts = manyCells.flatMap(({ count, ...cell }) => [
      { ...cell, count: Math.floor(count / 2) },
      { ...cell, count: count - Math.floor(count / 2) },
    ]);
    expect(draw(parts)).toEqual(draw(manyCells));
  });

  test('a draw is the same for the same secret and period, and differs for another secret or period', () => {
    expect(draw(manyCells)).toEqual(draw(manyCells));
    // Compares several months, because a single one is equal by chance once in some millions of secrets.
    const cellsOf = (months: readonly string[], secret = releaseSecretBytes()) =>
      months.map((period) => draw(manyCells, { secret, period }).cells);
    const spring = ['2025-03', '2025-04', '2025-05'];
    expect(cellsOf(spring, releaseSecretBytes('another'))).not.toEqual(cellsOf(spring));
    expect(cellsOf(['2025-06', '2025-07', '2025-08'])).not.toEqual(cellsOf(spring));
  });

  test('a drawn table has the structure of a release', () => {
    fc.assert(
      fc.property(someCells, (cells) => {
        expect(checkDrawnTable(TABLE, 5, draw(cells))).toEqual([]);
      }),
    );
  });

  test('a cell outside rows and columns is rejected, not silently dropped', () => {
    expect(() => draw([{ row: 'AT', column: 'border', count: 1 }])).toThrow(RangeError);
    expect(() => draw([{ row: 'MK', column: 'pushback', count: 1 }])).toThrow(RangeError);
  });
});

describe('drawing a longer period', () => {
  const months = ['2025-01', '2025-02', '2025-03'];
  const quarter = (parts: readonly { drawn: DrawnTable; cells: readonly TrueCell[] }[], rows = ROWS) =>
    drawTable({
      secret: releaseSecretBytes(),
      tableId: 'quarter',
      period: '2025-Q1',
      rows,
      columns: COLUMNS,
      cells: parts.flatMap(({ cells }) => cells),
      componentPeriods: parts,
    });
  const ofMonths = (cells: readonly (readonly TrueCell[])[]) =>
    cells.map((one, n) => ({ cells: one, drawn: draw(one, { period: months[n]! }) }));

  test('is above 0 in each cell in which a component is above 0, in any order of rows', () => {
    const three = fc.tuple(someCells, someCells, someCells);
    fc.assert(
      fc.property(three, (cells) => {
        const parts = ofMonths(cells);
        const longer = quarter(parts);
        longer.cells.flat().forEach((value, at) => {
          const isAbove = parts.some(({ drawn }) => drawn.cells.flat()[at]! > 0);
          if (isAbove) expect(value).toBeGreaterThan(0);
        });
        const reversed = quarter(parts, [...ROWS].reverse());
        expect([...reversed.cells].reverse()).toEqual(longer.cells);
      }),
    );
  });

  test('rejects components with other rows', () => {
    const [part] = ofMonths([manyCells]);
    expect(() => quarter([{ ...part!, drawn: { ...part!.drawn, rows: COLUMNS } }])).toThrow(RangeError);
  });
});

describe('drawing a table for a wider audience', () => {
  const part = (
    drawn: DrawnTable,
    whole: readonly TrueCell[],
    cells: readonly TrueCell[],
    order = { rows: ROWS, columns: COLUMNS },
    audience: Audience = 'network',
  ) =>
    drawForWiderAudience({
      secret: releaseSecretBytes(),
      tableId: TABLE.id,
      period: '2025-03',
      audience,
      ...order,
      cells,
      narrower: { drawn, cells: whole },
    });
  const half = (cells: readonly TrueCell[]) =>
    cells.map((cell) => ({ ...cell, count: Math.floor(cell.count / 2) }));

  test('agrees with the narrower one: the difference is never below 0, and both have the structure of a release', () => {
    fc.assert(
      fc.property(someCells, (cells) => {
        const whole = draw(cells);
        const wider = part(whole, cells, half(cells));
        expect(checkDrawnTable(TABLE, 5, wider)).toEqual([]);
        wider.cells.flat().forEach((value, at) => {
          expect(value).toBeLessThanOrEqual(whole.cells.flat()[at]!);
        });
      }),
    );
  });

  test('is the same for each repetition and each order of rows and columns, and differs for another audience', () => {
    const whole = draw(manyCells);
    const plain = part(whole, manyCells, half(manyCells));
    expect(part(whole, manyCells, half(manyCells))).toEqual(plain);
    const reversedAxes = { rows: [...ROWS].reverse(), columns: [...COLUMNS].reverse() };
    const other = part(whole, manyCells, half(manyCells), reversedAxes);
    expect(other.cells.map((row) => [...row].reverse()).reverse()).toEqual(plain.cells);
    expect([...other.rowTotals].reverse()).toEqual(plain.rowTotals);
    const axes = { rows: ROWS, columns: COLUMNS };
    const cellsFor = (audience: Audience) =>
      [manyCells, fewerCells, fewestCells].map(
        (cells) => part(draw(cells), cells, half(cells), axes, audience).cells,
      );
    expect(cellsFor('public')).not.toEqual(cellsFor('network'));
  });

  // Allows five standard deviations of the mean of n draws. A cell with remainder r has the variance r (5 - r).
  test('is unbiased over the two draws together, cell by cell', () => {
    const n = 600;
    const truth = half(manyCells).map(({ count }) => count);
    const straysIn = (series: string): string[] => {
      const sums = truth.map(() => 0);
      for (let draws = 0; draws < n; draws++) {
        const secret = releaseSecretBytes(`${series} ${draws}`);
        const of = { secret, tableId: TABLE.id, period: '2025-03', rows: ROWS, columns: COLUMNS };
        const narrower = { drawn: drawTable({ ...of, cells: manyCells }), cells: manyCells };
        const { cells } = drawForWiderAudience({
          ...of,
          audience: 'network',
          cells: half(manyCells),
          narrower,
        });
        cells.flat().forEach((value, at) => {
          sums[at]! += value;
        });
      }
      return truth.flatMap((value, at) => {
        const deviation = Math.sqrt((value % 5) * (5 - (value % 5)));
        return Math.abs(sums[at]! / n - value) > (5 * deviation) / Math.sqrt(n) ? [`cell ${at}`] : [];
      });
    };
    expect(findRepeatedDeviations(straysIn)).toEqual([]);
  });

  test('is rejected if the narrower table was not drawn from these counts', () => {
    const more = manyCells.map((cell) => ({ ...cell, count: cell.count + 30 }));
    expect(() => part(draw(manyCells), more, half(manyCells))).toThrow(RangeError);
    expect(() => part({ ...draw(manyCells), rows: COLUMNS }, manyCells, half(manyCells))).toThrow(RangeError);
  });
});

describe('the check of a drawn table', () => {
  const drawn = draw(manyCells);
  const oneMore = ([first, ...others]: readonly number[]) => [first! + 1, ...others];
  const unrounded = {
    cells: [oneMore(drawn.cells[0]!), ...drawn.cells.slice(1)],
    rowTotals: oneMore(drawn.rowTotals),
    columnTotals: oneMore(drawn.columnTotals),
    total: drawn.total + 1,
  };
  test.each<[string, Partial<DrawnTable>]>([
    ['another table', { tableId: 'another' }],
    ['another base', { roundingBase: 3 }],
    ['an invalid period', { period: '2025' }],
    ['rows that are not planned', { rows: [...ROWS].reverse() }],
    ['columns that are not planned', { columns: COLUMNS.slice(1) }],
    ['a cell that is not rounded', { cells: [[1, ...drawn.cells[0]!.slice(1)], ...drawn.cells.slice(1)] }],
    ['exact numbers that add up', unrounded],
    ['cells without one of the rows', { cells: drawn.cells.slice(1) }],
    ['row totals that do not add up', { rowTotals: drawn.rowTotals.map((value) => value + 5) }],
    ['column totals that do not add up', { columnTotals: drawn.columnTotals.map((value) => value + 5) }],
    ['a total that does not add up', { total: drawn.total + 5 }],
  ])('finds %s', (_, wrong) => {
    expect(checkDrawnTable(TABLE, 5, { ...drawn, ...wrong })).not.toEqual([]);
  });
});
