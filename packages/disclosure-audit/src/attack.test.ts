import {
  controlledRounding,
  coupleToParts,
  type FullTable,
  keyedUniform,
  splitRows,
  splitTable,
  sum,
  withTotals,
} from '@waylight/disclosure-control';
import { releaseSecretBytes } from '@waylight/testing/fixed';
import { describe, expect, test } from 'vitest';
import { ContradictionError } from './errors.ts';
import type { Hidden } from './hidden.ts';
import { learntBy } from './learnt-by.ts';
import { loadHighs } from './load-highs.ts';
import { pinnedAmong } from './pinned-among.ts';
import { createPuzzle, type Puzzle } from './puzzle.ts';
import { intervalsOf } from './solve.ts';
import { type Attacked, isMadeOf, isPartOf, others, readTable, sameCounts, sameRows } from './tables.ts';

const BASE = 5;
const highs = await loadHighs();
const SECRET = releaseSecretBytes();
const ROWS = ['AL', 'BA', 'MK', 'RS'];

type Counts = readonly (readonly number[])[];

const uniformOf = (...labels: string[]) => keyedUniform(SECRET, ...labels);

/** What was drawn from, and how an attacker reads it. */
type Released = {
  readonly truth: readonly (readonly number[])[];
  readonly drawn: FullTable;
  readonly read: Attacked;
};

const tableOf = (cells: Counts, label: string): FullTable => ({
  tableId: label,
  period: '2025-03',
  base: BASE,
  rows: ROWS.slice(0, cells.length),
  columns: (cells[0] ?? []).map((_, c) => `c${c}`),
  ...withTotals(cells),
});

const draw = (truth: Counts, label: string): FullTable =>
  tableOf(controlledRounding(truth, { uniform: uniformOf(label) }).cells, label);

/** Counts as a small country's are: mostly none, often few, sometimes some. */
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

const hiddenIn = ({ table, cells }: Attacked, truth: Counts): Hidden[] =>
  cells.flatMap((row, r) =>
    row.map((unknown, c) => ({
      unknown,
      truth: truth[r]?.[c] ?? 0,
      name: `${table.tableId} ${table.rows[r]} ${table.columns[c]}`,
    })),
  );

/** What the attacker finds in one puzzle; a contradiction is a finding, too. */
function found(puzzle: Puzzle, hidden: readonly Hidden[]): number {
  try {
    return pinnedAmong(highs, puzzle, hidden, () => undefined).length;
  } catch (error) {
    if (error instanceof ContradictionError) return 1;
    throw error;
  }
}

function foundIn(seeds: number, attack: (seed: string) => number): number {
  let all = 0;
  for (let seed = 0; seed < seeds; seed++) all += attack(String(seed));
  return all;
}

describe('an attacker finds nothing', () => {
  test('in one table', () => {
    const findings = foundIn(25, (seed) => {
      const truth = sparse(4, 5, seed);
      const puzzle = createPuzzle();
      const read = readTable(puzzle, draw(truth, `one ${seed}`), 'cells-and-margins');
      return found(puzzle, hiddenIn(read, truth));
    });
    expect(findings).toBe(0);
  });

  test('in two circles of readers, where the wider one reads a part of what the narrower one does', () => {
    const findings = foundIn(25, (seed) => {
      const [part, left] = [sparse(4, 5, `part ${seed}`), sparse(4, 5, `left ${seed}`)];
      const whole = plus(part, left);
      const narrow = draw(whole, `partners ${seed}`);
      const wide = splitTable(narrow.cells, { whole, part }, { uniform: uniformOf('network', seed) });
      const puzzle = createPuzzle();
      const all = readTable(puzzle, narrow, 'cells-and-margins');
      const some = readTable(puzzle, tableOf(wide.cells, `network ${seed}`), 'cells');
      isPartOf(puzzle, some, all);
      return found(puzzle, [...hiddenIn(all, whole), ...hiddenIn(some, part)]);
    });
    expect(findings).toBe(0);
  });

  test('in a quarter beside its months, though it knows that nothing came late', () => {
    const findings = foundIn(60, (seed) => {
      const months = [0, 1, 2].map((month) => sparse(3, 4, `${month} ${seed}`));
      const drawn = months.map((truth, month) => draw(truth, `month ${month} ${seed}`));
      const truth = months.reduce(plus);
      const parts = drawn.map(({ cells }, month) => ({ truth: months[month] ?? [], released: cells }));
      const coupled = coupleToParts(truth, parts, { uniform: uniformOf('quarter', seed) });
      const puzzle = createPuzzle();
      const read = drawn.map((table) => readTable(puzzle, table, 'cells-and-margins'));
      const longer = readTable(puzzle, draw(coupled, `quarter ${seed}`), 'cells');
      isMadeOf(puzzle, longer, read, 0);
      const ofMonths = read.flatMap((month, n) => hiddenIn(month, months[n] ?? []));
      return found(puzzle, [...ofMonths, ...hiddenIn(longer, truth)]);
    });
    expect(findings).toBe(0);
  });

  test('in a whole year of months, quarters and the year, though it knows that nothing came late', () => {
    const findings = foundIn(3, (seed) => {
      const puzzle = createPuzzle();
      const hidden: Hidden[] = [];
      /** Draws a period beside its parts and reads it: what the release job does where a plan says `partsOf`. */
      const release = (name: string, truth: Counts, parts: readonly Released[]): Released => {
        const uniform = uniformOf(name, seed);
        const from = parts.map((part) => ({ truth: part.truth, released: part.drawn.cells }));
        const counts = parts.length === 0 ? truth : coupleToParts(truth, from, { uniform });
        const table = tableOf(controlledRounding(counts, { uniform }).cells, name);
        const read = readTable(puzzle, table, parts.length === 0 ? 'cells-and-margins' : 'cells');
        const readParts = parts.map((part) => part.read);
        if (parts.length > 0) isMadeOf(puzzle, read, readParts, 0);
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
      return found(puzzle, hidden);
    });
    expect(findings).toBe(0);
  });
});

describe('a rounding that is wrong is caught', () => {
  test('with margins that were rounded on their own', () => {
    const findings = foundIn(25, (seed) => {
      const truth = sparse(4, 3, seed);
      const uniform = uniformOf('alone', seed);
      const alone = (count: number): number =>
        count - (count % BASE) + (uniform() * BASE < count % BASE ? BASE : 0);
      const table: FullTable = {
        ...tableOf(
          truth.map((row) => row.map(alone)),
          'alone',
        ),
        rowTotals: truth.map((row) => alone(sum(row))),
        columnTotals: [0, 1, 2].map((c) => alone(sum(truth.map((row) => row[c] ?? 0)))),
        total: alone(sum(truth.flat())),
      };
      const puzzle = createPuzzle();
      const read = readTable(puzzle, table, 'cells-and-margins');
      return found(puzzle, hiddenIn(read, truth));
    });
    expect(findings).toBeGreaterThan(0);
  });

  test('with a table that is drawn again each night', () => {
    const truth = sparse(4, 5, 'nights');
    const puzzle = createPuzzle();
    const nights = Array.from({ length: 14 }, (_, night) =>
      readTable(puzzle, draw(truth, `night ${night}`), 'cells-and-margins'),
    );
    const [first] = nights;
    if (first === undefined) throw new Error('there were nights');
    for (const night of nights.slice(1))
      first.cells.forEach((row, r) => {
        row.forEach((cell, c) => {
          sameCounts(puzzle, [cell], [night.cells[r]?.[c] ?? cell]);
        });
      });
    expect(found(puzzle, hiddenIn(first, truth))).toBeGreaterThan(0);
  });

  test('with a quarter that is drawn apart from its months', () => {
    const findings = foundIn(10, (seed) => {
      const months = [0, 1, 2].map((month) => sparse(3, 4, `${month} ${seed}`));
      const truth = months.reduce(plus);
      const puzzle = createPuzzle();
      const read = months.map((month, n) =>
        readTable(puzzle, draw(month, `apart ${n} ${seed}`), 'cells-and-margins'),
      );
      const longer = readTable(puzzle, draw(truth, `apart ${seed}`), 'cells-and-margins');
      isMadeOf(puzzle, longer, read, 0);
      return found(puzzle, hiddenIn(longer, truth));
    });
    expect(findings).toBeGreaterThan(0);
  });

  test('with a fine cube beside the tables, drawn on its own', () => {
    const findings = foundIn(25, (seed) => {
      // Rows of the cube are the cells of the table: country and type, told apart further by person group.
      const cube = sparse(4, 4, seed);
      const table = cube.map((row) => [sum(row)]);
      const puzzle = createPuzzle();
      const coarse = readTable(puzzle, draw(table, `table ${seed}`), 'cells-and-margins');
      const fine = readTable(puzzle, draw(cube, `cube ${seed}`), 'cells-and-margins');
      sameRows(puzzle, coarse, fine);
      return found(puzzle, [...hiddenIn(fine, cube), ...hiddenIn(coarse, table)]);
    });
    expect(findings).toBeGreaterThan(0);
  });

  test('and is not, where the same cube splits the rows of the table that was released', () => {
    const findings = foundIn(25, (seed) => {
      const cube = sparse(4, 4, seed);
      const table = cube.map((row) => [sum(row)]);
      const released = draw(table, `table ${seed}`);
      const cells = splitRows(released.rowTotals, cube, { uniform: uniformOf('rows', seed) });
      const puzzle = createPuzzle();
      const coarse = readTable(puzzle, released, 'cells-and-margins');
      const fine = readTable(puzzle, tableOf(cells, `rows ${seed}`), 'cells');
      sameRows(puzzle, coarse, fine);
      return found(puzzle, [...hiddenIn(fine, cube), ...hiddenIn(coarse, table)]);
    });
    expect(findings).toBe(0);
  });
});

describe('an organisation that knows its own reports', () => {
  test('learns of the others what its own count leaves, and no more', async () => {
    // The truth is 2 own and 3 others' in the first cell, 1 own and 1 other in the second.
    const puzzle = createPuzzle();
    const read = readTable(puzzle, tableOf([[5, 0]], 'own'), 'cells-and-margins');
    const [[first = Number.NaN, second = Number.NaN] = []] = read.cells;
    const besideTwo = others(puzzle, first, 2);
    const besideOne = others(puzzle, second, 1);
    const intervals = await intervalsOf(puzzle, [first, second, besideTwo, besideOne]);
    expect([...intervals.values()]).toEqual([
      { least: 2, most: 8 },
      { least: 1, most: 4 },
      { least: 0, most: 6 },
      { least: 0, most: 3 },
    ]);
    const hidden: Hidden[] = [
      { unknown: besideTwo, truth: 3, name: 'beside two own' },
      { unknown: besideOne, truth: 1, name: 'beside one own' },
    ];
    expect(pinnedAmong(highs, puzzle, hidden, () => undefined)).toEqual([
      { ...hidden[1], interval: { least: 0, most: 3 } },
    ]);
    const own = new Map([
      [first, 2],
      [second, 1],
    ]);
    const cells = hiddenIn(read, [[5, 2]]);
    expect(learntBy(highs, puzzle, cells, [{ name: 'it', own }], () => undefined)).toEqual([]);
  });

  test('learns of the others in a month from the quarter, where its own fill the other months', () => {
    const puzzle = createPuzzle();
    const months = [0, 0, 5].map((released, n) =>
      readTable(puzzle, tableOf([[released]], `month ${n}`), 'cells-and-margins'),
    );
    const quarter = readTable(puzzle, tableOf([[5]], 'quarter'), 'cells');
    isMadeOf(puzzle, quarter, months, 0);
    const truths = [4, 1, 2, 7];
    const hidden = [...months, quarter].flatMap((read, n) => hiddenIn(read, [[truths[n] ?? 0]]));
    const own = new Map([4, 1, 0, 5].map((count, n) => [hidden[n]?.unknown ?? Number.NaN, count]));
    expect(pinnedAmong(highs, puzzle, hidden, () => undefined)).toEqual([]);
    expect(learntBy(highs, puzzle, hidden, [{ name: 'it', own }], () => undefined)).toEqual(
      [2, 3].map((n) => ({ ...hidden[n], attacker: 'it', own: own.get(n), interval: { least: 1, most: 4 } })),
    );
  });
});

test('a table that no counts fit is said to be a contradiction', () => {
  const puzzle = createPuzzle();
  const wrong = { ...tableOf([[0, 0]], 'wrong'), rowTotals: [15], total: 15 };
  const read = readTable(puzzle, wrong, 'cells-and-margins');
  const attack = () => pinnedAmong(highs, puzzle, hiddenIn(read, [[1, 1]]), () => undefined);
  expect(attack).toThrow(ContradictionError);
});
