import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { releaseEventTableOf } from '../draw/drawn-table.ts';
import { controlledRounding, withTotals } from '../rounding/controlled-rounding.ts';
import { keyedUniform } from '../rounding/keyed-uniform.ts';
import { sampleRelease } from '../testing/sample-release.ts';
import { TRIAL_NOTICE } from '../trial-notice.ts';
import { checkExportedTable } from './check-exported-table.ts';
import { exportTable } from './export-table.ts';
import { type ExportedTable, parseExportedTable, TOTAL } from './exported-table-schema.ts';
import { explainVictims, KOSOVO_FOOTNOTE, SUMS_NOTICE } from './notices.ts';

function exported(counts: number[][], label: string): ExportedTable {
  const rounded = controlledRounding(counts, { uniform: keyedUniform(new Uint8Array(32).fill(2), label) });
  return exportTable(sampleRelease(rounded), 'partners');
}

const someCounts = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.nat(20), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );

describe('a released table as a file', () => {
  test('contains every cell, margin and the total once, and is parsed unchanged', () => {
    fc.assert(
      fc.property(someCounts, fc.string(), (counts, label) => {
        const table = exported(counts, label);
        expect(table.cells).toHaveLength((counts.length + 1) * ((counts[0]?.length ?? 0) + 1));
        expect(parseExportedTable(JSON.parse(JSON.stringify(table)))).toEqual({ ok: true, table });
        expect(checkExportedTable(table)).toEqual([]);
      }),
    );
  });

  test('contains its table, period and audience', () => {
    expect(exported([[7]], 'x')).toMatchObject({
      release: 'minimal-month.2025-03.partners',
      table: 'minimal-month',
      period: '2025-03',
      audience: 'partners',
      k: 5,
      from: '2025-03-03',
      to: '2025-03-30',
      closed: '2025-04-20',
      dimensions: { country: { tree: { TOTAL: ['r0'] } }, typeGroup: { tree: { TOTAL: ['c0'] } } },
    });
  });

  test('names the rows that its pooled row contains, and is rejected if they are fewer than three', () => {
    const rows = ['AL', 'ME', 'XK', 'RS', 'not-broken-down'];
    const cells = [null, null, null, [20], [15]].map((row) => row ?? [null]);
    const pooledRows = ['AL', 'ME', 'XK'];
    const margins = { rowTotals: [5, 5, 5, 20, null], columnTotals: [null], total: 35 };
    const drawn = {
      tableId: 't',
      period: '2025-03',
      roundingBase: 5,
      rows,
      columns: ['c0'],
      cells,
      ...margins,
    };
    const release = {
      ...sampleRelease(controlledRounding([[0]], { uniform: () => 0 })),
      brokenDownTableId: 'w',
    };
    const tableWith = (pooledRows: readonly string[]) =>
      exportTable({ ...release, ...releaseEventTableOf({ ...drawn, pooledRows }) }, 'partners');
    const { dimensions } = tableWith(pooledRows);
    expect(dimensions.country?.tree).toEqual({
      TOTAL: ['AL', 'ME', 'XK', 'RS'],
      'not-broken-down': pooledRows,
    });
    const pooledProblems = (codes: readonly string[]) =>
      checkExportedTable(tableWith(codes)).filter((problem) => problem.includes('not-broken-down must'));
    expect(pooledProblems(pooledRows)).toEqual([]);
    for (const codes of [
      ['AL', 'ME'],
      ['AL', 'AL', 'ME'],
      ['AL', 'ME', 'HU'],
    ])
      expect(pooledProblems(codes)).toEqual([
        'country: not-broken-down must contain at least 3 codes of the table',
      ]);
  });

  test('is rejected if any number is changed, with the position of the number', () => {
    fc.assert(
      fc.property(someCounts, fc.nat(), fc.constantFrom(5, -5, 1), (counts, at, by) => {
        const table = exported(counts, 'changed');
        const changed = table.cells[at % table.cells.length];
        if (changed === undefined) throw new Error('there is a cell');
        changed.value += by;
        const place = `country ${changed.coords.country}, typeGroup ${changed.coords.typeGroup}`;
        const problems = checkExportedTable(table);
        expect(problems.length).toBeGreaterThan(0);
        // If a single cell is changed, the sums that contain the cell no longer match.
        if (changed.coords.country === TOTAL || changed.coords.typeGroup === TOTAL || by === 1)
          expect(problems.join('\n')).toContain(place);
      }),
    );
  });

  test.each<[string, (table: ExportedTable) => void, string]>([
    ['a missing number', ({ cells }) => void cells.pop(), 'country TOTAL, typeGroup TOTAL: is missing'],
    ['a duplicate number', ({ cells }) => void cells.push(...cells.slice(0, 1)), 'occurs twice'],
    [
      'a number of another dimension',
      ({ cells }) => void cells.push({ coords: { country: 'r0', typeGroup: 'c0', area: 'x' }, value: 5 }),
      'has unknown coordinates',
    ],
    [
      'a number with an unknown code',
      ({ cells }) => void cells.push({ coords: { country: 'r9', typeGroup: 'c0' }, value: 5 }),
      'country r9, typeGroup c0: has unknown coordinates',
    ],
    [
      'another id',
      (table) => void Object.assign(table, { release: 'another.2025-03.partners' }),
      'the id is not that of its table, period and audience',
    ],
    [
      'dates in the wrong order',
      (table) => void Object.assign(table, { to: '2025-01-01' }),
      'the period ends before it begins',
    ],
  ])('finds %s', (_, spoil, problem) => {
    const table = exported([[3, 9]], 'spoilt');
    spoil(table);
    expect(checkExportedTable(table).join('\n')).toContain(problem);
  });

  test('is rejected with every problem', () => {
    const { cells: _, ...rest } = exported([[3]], 'none');
    expect(parseExportedTable({ ...exported([[3]], 'k'), k: 2 })).toMatchObject({ ok: false });
    expect(parseExportedTable({ ...exported([[3]], 'empty'), cells: [] })).toMatchObject({ ok: false });
    expect(parseExportedTable({ ...rest, k: 0.5, more: 1 })).toMatchObject({ ok: false });
    expect(parseExportedTable([])).toMatchObject({
      ok: false,
      problems: [expect.stringContaining('the table: ')],
    });
  });

  test('contains sums of victims by row only if its event has them', () => {
    const rounded = controlledRounding([[30], [40]], { uniform: keyedUniform(new Uint8Array(32), 'sums') });
    const victims = { roundingBase: 10, minIncidents: 20, rows: [50, 0], total: 90, notGiven: [1] };
    const table = exportTable({ ...sampleRelease(rounded), victims }, 'partners');
    expect(table.victims).toEqual({
      k: 10,
      from: 20,
      sums: [
        { coords: { country: 'r0' }, value: 50 },
        { coords: { country: TOTAL }, value: 90 },
      ],
    });
    expect(parseExportedTable(JSON.parse(JSON.stringify(table)))).toEqual({ ok: true, table });
    expect(checkExportedTable(table)).toEqual([]);
    const { victims: _, ...without } = table;
    const withoutVictims = exportTable(sampleRelease(rounded), 'partners');
    expect(withoutVictims).toEqual({ ...without, notices: [] });
    expect(Object.keys(withoutVictims)).not.toContain('victims');
    expect(table.notices).toEqual([explainVictims({ roundingBase: 10, minIncidents: 20 })]);
  });

  test('has the notices that follow from its signed members, and is rejected with others', () => {
    const release = {
      ...sampleRelease(withTotals([[5]])),
      rows: ['AL-XK'],
      trial: true,
      marginsAreSums: true,
    };
    const table = exportTable(release, 'partners');
    expect(table).toMatchObject({ trial: true, notices: [TRIAL_NOTICE, SUMS_NOTICE, KOSOVO_FOOTNOTE] });
    expect(checkExportedTable(table)).toEqual([]);
    for (const notices of [[], ['Numbers are exact.'], table.notices.slice(1), [...table.notices, 'more']])
      expect(checkExportedTable({ ...table, notices })).toEqual(['the notices are not those of its numbers']);
    // A country without the letters XK of its own needs no footnote.
    expect(exportTable({ ...sampleRelease(withTotals([[5]])), rows: ['XKA'] }, 'partners').notices).toEqual(
      [],
    );
  });

  test('is rejected if a sum of victims is changed', () => {
    const rounded = controlledRounding([[30], [40]], { uniform: keyedUniform(new Uint8Array(32), 'sums') });
    const problemsOf = (rows: number[], total: number, notGiven: number[] = []) =>
      checkExportedTable(
        exportTable(
          {
            ...sampleRelease(rounded),
            victims: { roundingBase: 10, minIncidents: 20, rows, total, notGiven },
          },
          'partners',
        ),
      );
    expect(problemsOf([50, 40], 90)).toEqual([]);
    expect(problemsOf([55, 35], 90)).toEqual([
      'victims, country r0: 55 is not a multiple of 10',
      'victims, country r1: 35 is not a multiple of 10',
    ]);
    expect(problemsOf([50, 40], 100)).toEqual(['victims: the total is 100, but the sums add up to 90']);
    expect(problemsOf([50, 0], 40, [1])).toEqual(['victims: the total is 40, but the sums add up to 50']);
  });
});
