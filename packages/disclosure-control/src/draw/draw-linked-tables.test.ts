import { periodsWithin } from '@waylight/calendar';
import type { Audience } from '@waylight/contracts/audiences';
import { releaseSecretBytes, testSeed } from '@waylight/testing/fixed';
import { describe, expect, test } from 'vitest';
import { ALL, codesByParent, codesOf, POOLED_ROW } from '../plan/axis.ts';
import { DEFAULT_RELEASE_PLAN, ONE_TABLE_PLAN } from '../plan/default-plan.ts';
import { linkedTablesOf } from '../plan/linked-tables.ts';
import { audiencesOf, isMarginOf, type PlannedTable } from '../plan/planned-table.ts';
import type { ReleasePlan } from '../plan/release-plan.ts';
import { feasibilityInterval, sum } from '../rounding/controlled-rounding.ts';
import { keyedUniform } from '../rounding/keyed-uniform.ts';
import {
  countIncidents,
  type DrawnPeriodTable,
  drawYear,
  randomIncidents,
} from '../testing/random-region.ts';
import { findRepeatedDeviations } from '../testing/repeated-deviations.ts';
import { checkDrawnTable } from './check-drawn-table.ts';
import { drawLinkedTables } from './draw-linked-tables.ts';
import { numberAt } from './drawn-table.ts';

const PLAN = DEFAULT_RELEASE_PLAN;
const YEAR = '2025';
const incidentsOf = (seed: number, count: number, plan: ReleasePlan = PLAN) =>
  randomIncidents(plan, YEAR, count, keyedUniform(Buffer.alloc(32, 1), 'region', String(seed)));

const yearOf = (seed: number, count: number): DrawnPeriodTable[] =>
  drawYear(PLAN, YEAR, incidentsOf(seed, count), releaseSecretBytes(seed));

/** Lists each given number of a table with its true count. */
function numbersOf({ table, drawn, cells }: DrawnPeriodTable) {
  const truths = new Map(cells.map(({ row, column, count }) => [`${row}/${column}`, count]));
  return codesOf(table.rows).flatMap((row) =>
    codesOf(table.columns).flatMap((column) => {
      const place = { [table.rows.dimension]: row, [table.columns.dimension]: column };
      const value = numberAt(table, drawn, place);
      return typeof value === 'number'
        ? [{ row, column, value, truth: truths.get(`${row}/${column}`) ?? 0 }]
        : [];
    }),
  );
}

/** Printed with every result, so that a failing region can be reproduced. */
const SEED = testSeed();

/** Regions with almost no reports up to twice the expected number. Each run draws each region under new keys. */
const YEARS = [20, 150, 500, 1_500, 4_000].map((count) => yearOf(SEED, count));
const someYears = (check: (released: readonly DrawnPeriodTable[]) => void): void => {
  for (const released of YEARS) check(released);
};

describe(`all tables of a year (seed ${SEED})`, () => {
  test('contain multiples of 5 less than 5 from the true count, and zero stays zero', () => {
    someYears((released) => {
      for (const one of released) {
        expect(checkDrawnTable(one.table, 5, one.drawn)).toEqual([]);
        for (const { value, truth } of numbersOf(one)) {
          expect(Math.abs(value - truth)).toBeLessThan(5);
          if (truth % 5 === 0) expect(value).toBe(truth);
        }
      }
    });
  });

  test('have totals that, for members, are less than 5 from the true count', () => {
    someYears((released) => {
      for (const { table, audience, drawn, cells } of released.filter(
        ({ audience }) => audience === 'partners',
      )) {
        const all = sum(cells.map(({ count }) => count));
        if (drawn.total !== null) expect(Math.abs(drawn.total - all)).toBeLessThan(5);
        for (const row of codesOf(table.rows)) {
          const place = table.rows.dimension === ALL ? {} : { [table.rows.dimension]: row };
          const total = numberAt(table, drawn, place);
          const truth = sum(cells.filter((cell) => cell.row === row).map(({ count }) => count));
          if (typeof total === 'number')
            expect(Math.abs(total - truth), `${table.id} ${audience}`).toBeLessThan(5);
        }
      }
    });
  });

  test('have cells that add up to the number that they break down, in each row and group', () => {
    someYears((released) => {
      for (const { table, audience, period, drawn } of released) {
        const whole = released.find(
          (one) => one.table.id === table.splits?.table && one.audience === audience && one.period === period,
        );
        if (whole === undefined) continue;
        for (const row of codesOf(table.rows))
          for (const [group, columns] of codesByParent(table.columns)) {
            const parts = columns.map((column) =>
              numberAt(table, drawn, { [table.rows.dimension]: row, [table.columns.dimension]: column }),
            );
            const split = numberAt(whole.table, whole.drawn, {
              ...(table.rows.dimension === ALL ? {} : { [table.rows.dimension]: row }),
              ...('within' in table.columns ? { [table.columns.of]: group } : {}),
            });
            const givenParts = parts.filter((part) => typeof part === 'number');
            // Either all cells of a number are given, or none. Below the threshold, only the zeros of a zero are given.
            expect([0, columns.length]).toContain(givenParts.length);
            if (givenParts.length === 0) continue;
            expect(sum(givenParts)).toBe(split);
            if (split !== 0 && columns.length > 1)
              expect(split).toBeGreaterThanOrEqual(table.splits?.from ?? 0);
          }
      }
    });
  });

  test('pool at least three rows with released numbers above 0, which have no cells of their own', () => {
    const released = yearOf(3, 1_500);
    const together = released.filter(({ drawn }) => drawn.rows.includes(POOLED_ROW));
    expect(together.length).toBeGreaterThan(5);
    for (const { table, period, drawn, cells } of together) {
      const { pooledRows = [] } = drawn;
      const top = released.find(
        (one) =>
          one.period === period &&
          one.audience === 'partners' &&
          one.table.rows.dimension === ALL &&
          one.table.columns.dimension === table.rows.dimension,
      );
      const numbers = pooledRows.map(
        (row) => (top && numberAt(top.table, top.drawn, { [table.rows.dimension]: row })) ?? 0,
      );
      expect(numbers.filter((number) => number > 0).length, table.id).toBeGreaterThanOrEqual(3);
      for (const column of codesOf(table.columns)) {
        const place = (row: string) => ({ [table.rows.dimension]: row, [table.columns.dimension]: column });
        expect(pooledRows.every((row) => numberAt(table, drawn, place(row)) === null)).toBe(true);
        const value = numberAt(table, drawn, place(POOLED_ROW));
        if (typeof value !== 'number') continue;
        const pooled = cells.filter((cell) => cell.column === column && pooledRows.includes(cell.row));
        expect(Math.abs(value - sum(pooled.map(({ count }) => count)))).toBeLessThan(5);
      }
    }
  });

  test('have columns of a cross whose possible counts include the one-way number', () => {
    let columnsWithNumber = 0;
    someYears((released) => {
      for (const { table, period, audience, drawn } of released)
        for (const margin of released.filter(
          (one) =>
            one.period === period && one.audience === audience && isMarginOf(one.table, table, PLAN.tables),
        ))
          for (const column of codesOf(table.columns)) {
            const at = { [table.columns.dimension]: column };
            const value = numberAt(margin.table, margin.drawn, at);
            const [pooled, ...each] = [POOLED_ROW, ...codesOf(table.rows)].map(
              (row) => numberAt(table, drawn, { [table.rows.dimension]: row, ...at }) ?? null,
            );
            if (typeof value !== 'number') continue;
            columnsWithNumber += 1;
            const given = [pooled ?? null, ...each].filter((cell) => cell !== null);
            expect(value).toBeGreaterThanOrEqual(sum(given.map((cell) => Math.max(0, cell - 4))));
            const isWhole = codesOf(table.rows).every(
              (row, r) =>
                each[r] !== null || (typeof pooled === 'number' && drawn.pooledRows?.includes(row) === true),
            );
            if (isWhole) expect(value).toBeLessThanOrEqual(sum(given.map((cell) => cell + 4)));
          }
    });
    expect(columnsWithNumber).toBeGreaterThan(1_000);
  });

  test('for longer periods are within the bounds of their shorter ones: never 0 if a shorter one was above 0', () => {
    someYears((released) => {
      for (const { table, period, drawn } of released.filter(
        ({ table, audience }) => table.partsOf !== undefined && audience === table.audience,
      )) {
        const shorter = released.filter(
          (one) => one.table.id === table.partsOf && one.audience === 'partners',
        );
        const periods = periodsWithin(shorter[0]?.table.period ?? 'month', table.period, period);
        const within = shorter.filter((one) => periods.includes(one.period));
        for (const row of codesOf(table.rows))
          for (const column of codesOf(table.columns)) {
            const at = {
              ...(table.rows.dimension === ALL ? {} : { [table.rows.dimension]: row }),
              ...(table.columns.dimension === ALL ? {} : { [table.columns.dimension]: column }),
            };
            const value = numberAt(table, drawn, at);
            const parts = within.map((one) => numberAt(one.table, one.drawn, at));
            if (typeof value !== 'number') continue;
            const givenParts = parts.filter((part) => typeof part === 'number');
            expect(value).toBeGreaterThanOrEqual(
              sum(givenParts.map((part) => feasibilityInterval(part, 5).least)),
            );
            // A cross is missing in a period in which each of its draws contradicted a one-way table.
            if (givenParts.length === periods.length)
              expect(value).toBeLessThanOrEqual(
                sum(givenParts.map((part) => feasibilityInterval(part, 5).most)),
              );
          }
      }
    });
  });

  test('never give a wider audience a larger number in a cell than the narrower audience', () => {
    someYears((released) => {
      for (const wide of released.filter(({ audience }) => audience === 'network')) {
        const narrow = released.find(
          ({ table, audience, period }) =>
            table.id === wide.table.id && audience === 'partners' && period === wide.period,
        );
        wide.drawn.cells.flat().forEach((value, n) => {
          expect(value ?? 0).toBeLessThanOrEqual(narrow?.drawn.cells.flat()[n] ?? 0);
        });
      }
    });
  });
});

test('leaves out a cross that contradicts a one-way table in every draw, with its breakdowns', () => {
  const top = ONE_TABLE_PLAN.tables[0]!;
  const all = { dimension: 'all', values: ['all'] };
  const table = (id: string, splits: string | undefined, axes: Pick<PlannedTable, 'rows' | 'columns'>) => ({
    ...top,
    ...axes,
    id,
    ...(splits === undefined ? {} : { splits: { table: splits, from: 0 } }),
  });
  const within = { border: { values: ['pushback'], rest: 'other' }, other: { values: [], rest: 'rest' } };
  const [country, group, type] = [
    { dimension: 'country', values: ['BA', 'RS'], rest: 'others' },
    { dimension: 'typeGroup', values: ['border'], rest: 'other' },
    { dimension: 'type', of: 'typeGroup', within },
  ];
  const linkedTables = [
    table('region', undefined, { rows: all, columns: all }),
    table('countries', 'region', { rows: all, columns: country }),
    table('groups', 'region', { rows: all, columns: group }),
    table('cross', 'countries', { rows: country, columns: group }),
    table('types', 'cross', { rows: country, columns: type }),
  ];
  // All incidents of RS, and no others, are at a border. So the two released numbers of 21 must agree.
  const incidents = { RS: ['border', 'pushback'], BA: ['other', 'rest'] };
  const cellsFor = ({ rows, columns }: PlannedTable) =>
    Object.entries(incidents).map(([row, codes]) => {
      const codeIn = ({ dimension }: PlannedTable['rows']) =>
        ({ country: row, typeGroup: codes[0] ?? '', type: codes[1] ?? '' })[dimension] ?? 'all';
      return { row: codeIn(rows), column: codeIn(columns), count: 21 };
    });
  const drawn = Array.from({ length: 40 }, (_, key) => {
    const secret = releaseSecretBytes(key);
    const releases = drawLinkedTables({
      ...{ secret, roundingBase: 5, linkedTables, period: '2025-02', cellsFor },
      componentPeriodsOf: () => [],
    });
    const of = (id: string) => releases.find((one) => one.table.id === id)?.drawn;
    return {
      isAgreed: of('countries')?.cells[0]?.[1] === of('groups')?.cells[0]?.[0],
      tables: releases.map((one) => one.table.id),
    };
  });
  expect(new Set(drawn.map(({ isAgreed }) => isAgreed)).size).toBe(2);
  for (const { isAgreed, tables } of drawn)
    expect(tables.slice(3)).toEqual(isAgreed ? ['cross', 'types'] : []);
});

describe('the draw of a month', () => {
  const [family = []] = linkedTablesOf(PLAN);
  const month = '2025-02';
  const incidents = incidentsOf(7, 1_200);
  const counts = new Map(
    family.flatMap((table) =>
      audiencesOf(table).map((audience) => [
        `${table.id} ${audience}`,
        countIncidents(incidents, table, month, audience),
      ]),
    ),
  );
  const cellsOf = (id: string, audience: Audience) => counts.get(`${id} ${audience}`) ?? [];
  const draw = (secret: Uint8Array, tables: readonly PlannedTable[] = family) =>
    drawLinkedTables({
      secret,
      roundingBase: 5,
      linkedTables: tables,
      period: month,
      cellsFor: ({ id }, audience) => cellsOf(id, audience),
      componentPeriodsOf: () => [],
    });

  test('is unbiased over the keys, in every cell that is always broken down', () => {
    const keys = 800;
    // A cell is one of two multiples of 5, so its standard deviation is at most 2.5. The test allows five standard deviations of
    // the mean, for 70 cells.
    const tolerance = (5 * 2.5) / Math.sqrt(keys);
    const straysIn = (series: string): string[] => {
      const sums = new Map<string, { truth: number; total: number; times: number }>();
      for (let key = 0; key < keys; key++)
        for (const { table, audience, drawn } of draw(releaseSecretBytes(`${series} ${key}`))) {
          const cells = cellsOf(table.id, audience);
          for (const { row, column, value, truth } of numbersOf({
            table,
            audience,
            drawn,
            period: month,
            cells,
          })) {
            const name = `${table.id} ${audience} ${row} ${column}`;
            const known = sums.get(name) ?? { truth, total: 0, times: 0 };
            sums.set(name, { truth, total: known.total + value, times: known.times + 1 });
          }
        }
      const always = [...sums].filter(([, { times }]) => times === keys);
      expect(always.length).toBeGreaterThan(60);
      return always
        .filter(([, { truth, total }]) => Math.abs(total / keys - truth) >= tolerance)
        .map(([name]) => name);
    };
    expect(findRepeatedDeviations(straysIn)).toEqual([]);
  });

  test('is the same for the same key, in any order of rows and columns', () => {
    const reversed = family.map((table) => {
      const turn = (axis: PlannedTable['rows']): PlannedTable['rows'] =>
        'within' in axis
          ? { ...axis, within: Object.fromEntries(Object.entries(axis.within).reverse()) }
          : { ...axis, values: [...axis.values].reverse() };
      return { ...table, rows: turn(table.rows), columns: turn(table.columns) };
    });
    const numbers = (tables: readonly PlannedTable[]) =>
      draw(releaseSecretBytes(1), tables).map((one) =>
        numbersOf({ ...one, period: month, cells: [] })
          .map(({ row, column, value }) => `${row} ${column} ${value}`)
          .sort(),
      );
    expect(numbers(reversed)).toEqual(numbers(family));
    expect(draw(releaseSecretBytes(2))).not.toEqual(draw(releaseSecretBytes(1)));
  });
});
