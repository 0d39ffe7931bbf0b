import {
  controlledRounding,
  coupleToComponents,
  type FullTable,
  keyedUniform,
  roundForWiderAudience,
  roundRowsToTotals,
  sum,
  withTotals,
} from '@waylight/disclosure-control';
import { releaseSecretBytes } from '@waylight/testing/fixed';
import { describe, expect, test } from 'vitest';
import { ContradictionError } from '../errors.ts';
import { intervalsOf } from '../solver/exact-intervals.ts';
import { loadHighs } from '../solver/load-highs.ts';
import { createLinearSystem, type HiddenCount, type LinearSystem } from '../system/linear-system.ts';
import { searchDeterminedCounts } from './search-determined-counts.ts';
import { searchInferredCounts } from './search-inferred-counts.ts';
import {
  addComponentPeriods,
  addEqualCounts,
  addEqualRows,
  addOthersCount,
  addTable,
  addWiderAudience,
  type TableVariables,
} from './table-constraints.fixture.ts';

const BASE = 5;
const highs = await loadHighs();
const SECRET = releaseSecretBytes();
const ROWS = ['AL', 'BA', 'MK', 'RS'];

type Counts = readonly (readonly number[])[];

const uniformOf = (...labels: string[]) => keyedUniform(SECRET, ...labels);

/** Exact counts, the drawn table, and its variables for the attacker. */
type Released = {
  readonly truth: readonly (readonly number[])[];
  readonly drawn: FullTable;
  readonly read: TableVariables;
};

const tableOf = (cells: Counts, label: string): FullTable => ({
  tableId: label,
  period: '2025-03',
  roundingBase: BASE,
  rows: ROWS.slice(0, cells.length),
  columns: (cells[0] ?? []).map((_, c) => `c${c}`),
  ...withTotals(cells),
});

const draw = (truth: Counts, label: string): FullTable =>
  tableOf(controlledRounding(truth, { uniform: uniformOf(label) }).cells, label);

/** Counts like those of a small country: mostly 0, often few, sometimes more. */
function sparse(rows: number, columns: number, seed: string): number[][] {
  const uniform = uniformOf('counts', seed);
  return Array.from({ length: rows }, () =>
    Array.from({ length: columns }, () => {
      const u = uniform();
      if (u < 0.35) return 0;
      return u < 0.85 ? 1 + Math.floor(uniform() * 4) : 5 + Math.floor(uniform() * 12);
    }),
  );
}

const plus = (a: Counts, b: Counts): number[][] =>
  a.map((row, r) => row.map((value, c) => value + (b[r]?.[c] ?? 0)));

const hiddenIn = ({ table, cells }: TableVariables, truth: Counts): HiddenCount[] =>
  cells.flatMap((row, r) =>
    row.map((variable, c) => ({
      variable,
      truth: truth[r]?.[c] ?? 0,
      name: `${table.tableId} ${table.rows[r]} ${table.columns[c]}`,
    })),
  );

/** Number of determined counts. A contradiction counts as one finding. */
function countFindings(linearSystem: LinearSystem, hidden: readonly HiddenCount[]): number {
  try {
    return searchDeterminedCounts(highs, linearSystem, hidden, () => undefined).length;
  } catch (error) {
    if (error instanceof ContradictionError) return 1;
    throw error;
  }
}

function countFindingsIn(seeds: number, count: (seed: string) => number): number {
  let all = 0;
  for (let seed = 0; seed < seeds; seed++) all += count(String(seed));
  return all;
}

describe('an attacker finds nothing', () => {
  test('in one table', () => {
    const findings = countFindingsIn(25, (seed) => {
      const truth = sparse(4, 5, seed);
      const linearSystem = createLinearSystem();
      const read = addTable(linearSystem, draw(truth, `one ${seed}`), 'cells-and-margins');
      return countFindings(linearSystem, hiddenIn(read, truth));
    });
    expect(findings).toBe(0);
  });

  test('in the tables of two audiences, where the wider one may read only a part of the counts', () => {
    const findings = countFindingsIn(25, (seed) => {
      const [part, left] = [sparse(4, 5, `part ${seed}`), sparse(4, 5, `left ${seed}`)];
      const whole = plus(part, left);
      const narrow = draw(whole, `partners ${seed}`);
      const wide = roundForWiderAudience(
        narrow.cells,
        { whole, part },
        { uniform: uniformOf('network', seed) },
      );
      const linearSystem = createLinearSystem();
      const all = addTable(linearSystem, narrow, 'cells-and-margins');
      const some = addTable(linearSystem, tableOf(wide.cells, `network ${seed}`), 'cells');
      addWiderAudience(linearSystem, some, all);
      return countFindings(linearSystem, [...hiddenIn(all, whole), ...hiddenIn(some, part)]);
    });
    expect(findings).toBe(0);
  });

  test('in a quarter combined with its months, even without late reports', () => {
    const findings = countFindingsIn(60, (seed) => {
      const months = [0, 1, 2].map((month) => sparse(3, 4, `${month} ${seed}`));
      const drawn = months.map((truth, month) => draw(truth, `month ${month} ${seed}`));
      const truth = months.reduce(plus);
      const parts = drawn.map(({ cells }, month) => ({ truth: months[month] ?? [], released: cells }));
      const coupled = coupleToComponents(truth, parts, { uniform: uniformOf('quarter', seed) });
      const linearSystem = createLinearSystem();
      const read = drawn.map((table) => addTable(linearSystem, table, 'cells-and-margins'));
      const longer = addTable(linearSystem, draw(coupled, `quarter ${seed}`), 'cells');
      addComponentPeriods(linearSystem, longer, read, 0);
      const ofMonths = read.flatMap((month, n) => hiddenIn(month, months[n] ?? []));
      return countFindings(linearSystem, [...ofMonths, ...hiddenIn(longer, truth)]);
    });
    expect(findings).toBe(0);
  });

  test('in a year combined with its quarters and months, even without late reports', () => {
    const findings = countFindingsIn(3, (seed) => {
      const linearSystem = createLinearSystem();
      const hidden: HiddenCount[] = [];
      /**
       * Draws a period coupled to its component periods, as for a table with `partsOf`, and adds its numbers
       * to the system.
       */
      const release = (name: string, truth: Counts, parts: readonly Released[]): Released => {
        const uniform = uniformOf(name, seed);
        const from = parts.map((part) => ({ truth: part.truth, released: part.drawn.cells }));
        const counts = parts.length === 0 ? truth : coupleToComponents(truth, from, { uniform });
        const table = tableOf(controlledRounding(counts, { uniform }).cells, name);
        const read = addTable(linearSystem, table, parts.length === 0 ? 'cells-and-margins' : 'cells');
        const readParts = parts.map((part) => part.read);
        if (parts.length > 0) addComponentPeriods(linearSystem, read, readParts, 0);
        hidden.push(...hiddenIn(read, truth));
        return { truth, drawn: table, read };
      };
      const months = Array.from({ length: 12 }, (_, n) =>
        release(`month ${n}`, sparse(3, 3, `${n} ${seed}`), []),
      );
      const sumOfParts = (parts: readonly Released[]) => parts.map(({ truth }) => truth).reduce(plus);
      const quarters = [0, 3, 6, 9].map((first) => {
        const parts = months.slice(first, first + 3);
        return release(`quarter ${first}`, sumOfParts(parts), parts);
      });
      release('year', sumOfParts(quarters), quarters);
      return countFindings(linearSystem, hidden);
    });
    expect(findings).toBe(0);
  });
});

describe('a wrong rounding is detected', () => {
  test('with separately rounded margins', () => {
    const findings = countFindingsIn(25, (seed) => {
      const truth = sparse(4, 3, seed);
      const uniform = uniformOf('alone', seed);
      const roundAlone = (count: number): number =>
        count - (count % BASE) + (uniform() * BASE < count % BASE ? BASE : 0);
      const table: FullTable = {
        ...tableOf(
          truth.map((row) => row.map(roundAlone)),
          'alone',
        ),
        rowTotals: truth.map((row) => roundAlone(sum(row))),
        columnTotals: [0, 1, 2].map((c) => roundAlone(sum(truth.map((row) => row[c] ?? 0)))),
        total: roundAlone(sum(truth.flat())),
      };
      const linearSystem = createLinearSystem();
      const read = addTable(linearSystem, table, 'cells-and-margins');
      return countFindings(linearSystem, hiddenIn(read, truth));
    });
    expect(findings).toBeGreaterThan(0);
  });

  test('with a table that is drawn again each night', () => {
    const truth = sparse(4, 5, 'nights');
    const linearSystem = createLinearSystem();
    const nights = Array.from({ length: 14 }, (_, night) =>
      addTable(linearSystem, draw(truth, `night ${night}`), 'cells-and-margins'),
    );
    const [first] = nights;
    if (first === undefined) throw new Error('there are fourteen nights');
    for (const night of nights.slice(1))
      first.cells.forEach((row, r) => {
        row.forEach((cell, c) => {
          addEqualCounts(linearSystem, [cell], [night.cells[r]?.[c] ?? cell]);
        });
      });
    expect(countFindings(linearSystem, hiddenIn(first, truth))).toBeGreaterThan(0);
  });

  test('with a quarter that is drawn separately from its months', () => {
    const findings = countFindingsIn(10, (seed) => {
      const months = [0, 1, 2].map((month) => sparse(3, 4, `${month} ${seed}`));
      const truth = months.reduce(plus);
      const linearSystem = createLinearSystem();
      const read = months.map((month, n) =>
        addTable(linearSystem, draw(month, `apart ${n} ${seed}`), 'cells-and-margins'),
      );
      const longer = addTable(linearSystem, draw(truth, `apart ${seed}`), 'cells-and-margins');
      addComponentPeriods(linearSystem, longer, read, 0);
      return countFindings(linearSystem, hiddenIn(longer, truth));
    });
    expect(findings).toBeGreaterThan(0);
  });

  test('with a fine cube that is drawn separately from the tables', () => {
    const findings = countFindingsIn(25, (seed) => {
      // Rows of the cube are the cells of the table, country and type, broken down by person group.
      const cube = sparse(4, 4, seed);
      const table = cube.map((row) => [sum(row)]);
      const linearSystem = createLinearSystem();
      const coarse = addTable(linearSystem, draw(table, `table ${seed}`), 'cells-and-margins');
      const fine = addTable(linearSystem, draw(cube, `cube ${seed}`), 'cells-and-margins');
      addEqualRows(linearSystem, coarse, fine);
      return countFindings(linearSystem, [...hiddenIn(fine, cube), ...hiddenIn(coarse, table)]);
    });
    expect(findings).toBeGreaterThan(0);
  });

  test('but not in the same cube, if it is rounded to the released rows', () => {
    const findings = countFindingsIn(25, (seed) => {
      const cube = sparse(4, 4, seed);
      const table = cube.map((row) => [sum(row)]);
      const released = draw(table, `table ${seed}`);
      const cells = roundRowsToTotals(released.rowTotals, cube, { uniform: uniformOf('rows', seed) });
      const linearSystem = createLinearSystem();
      const coarse = addTable(linearSystem, released, 'cells-and-margins');
      const fine = addTable(linearSystem, tableOf(cells, `rows ${seed}`), 'cells');
      addEqualRows(linearSystem, coarse, fine);
      return countFindings(linearSystem, [...hiddenIn(fine, cube), ...hiddenIn(coarse, table)]);
    });
    expect(findings).toBe(0);
  });
});

describe('an organisation that knows its own reports', () => {
  test('cannot infer the reports of others if its own reports already imply the known bounds', async () => {
    // First cell: 2 own reports and 3 of others. Second cell: 1 own report and 1 of others.
    const linearSystem = createLinearSystem();
    const read = addTable(linearSystem, tableOf([[5, 0]], 'own'), 'cells-and-margins');
    const [[first = Number.NaN, second = Number.NaN] = []] = read.cells;
    const othersWithTwoOwn = addOthersCount(linearSystem, first, 2);
    const othersWithOneOwn = addOthersCount(linearSystem, second, 1);
    const intervals = await intervalsOf(linearSystem, [first, second, othersWithTwoOwn, othersWithOneOwn]);
    expect([...intervals.values()]).toEqual([
      { least: 2, most: 8 },
      { least: 1, most: 4 },
      { least: 0, most: 6 },
      { least: 0, most: 3 },
    ]);
    const hidden: HiddenCount[] = [
      { variable: othersWithTwoOwn, truth: 3, name: 'others, with two own' },
      { variable: othersWithOneOwn, truth: 1, name: 'others, with one own' },
    ];
    expect(searchDeterminedCounts(highs, linearSystem, hidden, () => undefined)).toEqual([
      { ...hidden[1], interval: { least: 0, most: 3 } },
    ]);
    const own = new Map([
      [first, 2],
      [second, 1],
    ]);
    const cells = hiddenIn(read, [[5, 2]]);
    expect(searchInferredCounts(highs, linearSystem, cells, [{ name: 'A', own }], () => undefined)).toEqual(
      [],
    );
  });

  test('infers the reports of others in a month from the quarter if all reports of the other months are its own', () => {
    const linearSystem = createLinearSystem();
    const months = [0, 0, 5].map((released, n) =>
      addTable(linearSystem, tableOf([[released]], `month ${n}`), 'cells-and-margins'),
    );
    const quarter = addTable(linearSystem, tableOf([[5]], 'quarter'), 'cells');
    addComponentPeriods(linearSystem, quarter, months, 0);
    const truths = [4, 1, 2, 7];
    const hidden = [...months, quarter].flatMap((read, n) => hiddenIn(read, [[truths[n] ?? 0]]));
    const own = new Map([4, 1, 0, 5].map((count, n) => [hidden[n]?.variable ?? Number.NaN, count]));
    expect(searchDeterminedCounts(highs, linearSystem, hidden, () => undefined)).toEqual([]);
    expect(searchInferredCounts(highs, linearSystem, hidden, [{ name: 'A', own }], () => undefined)).toEqual(
      [2, 3].map((n) => ({ ...hidden[n], attacker: 'A', own: own.get(n), interval: { least: 1, most: 4 } })),
    );
  });
});

test('a table that no counts can produce is a contradiction', () => {
  const linearSystem = createLinearSystem();
  const wrong = { ...tableOf([[0, 0]], 'wrong'), rowTotals: [15], total: 15 };
  const read = addTable(linearSystem, wrong, 'cells-and-margins');
  const audit = () => searchDeterminedCounts(highs, linearSystem, hiddenIn(read, [[1, 1]]), () => undefined);
  expect(audit).toThrow(ContradictionError);
});
