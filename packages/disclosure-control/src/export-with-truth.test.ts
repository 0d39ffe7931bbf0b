import { releaseSecretBytes, testSeed } from '@waylight/testing/fixed';
import { describe, expect, test } from 'vitest';
import { codesOf, TOGETHER } from './axis.ts';
import { DEFAULT_RELEASE_PLAN } from './default-plan.ts';
import { drawVictims } from './draw-victims.ts';
import { releasedNumbersOf } from './drawn-table.ts';
import { exportWithTruth, holdsTruth } from './export-with-truth.ts';
import { parseExported, TOTAL } from './exported-schema.ts';
import { exportTable } from './exported-table.ts';
import { keyedUniform } from './keyed-uniform.ts';
import { releasePeriodDays } from './periods.ts';
import { type Released, releaseYear, someIncidents } from './testing/random-region.ts';
import { trueNumbersOf } from './true-numbers.ts';

const SEED = testSeed();
const uniform = keyedUniform(Buffer.alloc(32, 1), 'truth', String(SEED));
const RELEASED = releaseYear(
  DEFAULT_RELEASE_PLAN,
  '2025',
  someIncidents(DEFAULT_RELEASE_PLAN, '2025', 1_500, uniform),
  releaseSecretBytes('truth'),
);

/** Sizes of groups with sums of victims: the simulated incidents state none. */
function withSums(): Released {
  const one = RELEASED.find(({ table }) => table.id === 'country-groupsize-year')!;
  const cells = one.cells.map((cell, n) => ({ ...cell, victims: cell.count * (1 + (n % 4)) }));
  // The largest country alone is given its own, and all together.
  const from = Math.max(...one.drawn.rowTotals.map((total) => total ?? 0));
  const victims = drawVictims({ secret: releaseSecretBytes('victims'), drawn: one.drawn, from, cells })!;
  return { ...one, cells, drawn: { ...one.drawn, victims } };
}

const NOTES = ['a note'];

function eventOf({ table, period, audience, drawn }: Released) {
  return {
    ...releasedNumbersOf(drawn),
    ...releasePeriodDays(table.period, period),
    releaseId: `${table.id}.${period}.${audience}`,
    unit: table.unit,
    closedDay: 20_000,
    planVersion: 1,
    rowDimension: table.rows.dimension,
    columnDimension: table.columns.dimension,
  };
}

const withoutTruth = <T extends { true: number }>(numbers: readonly T[]) =>
  numbers.map(({ true: _, ...number }) => number);

const exported = (one: Released) =>
  exportWithTruth(eventOf(one), trueNumbersOf(one.drawn, one.cells), one.audience, NOTES);

describe(`the export of a release with the counts behind it (seed ${SEED})`, () => {
  test('has the truth of every number of every table of a year, less than 5 away from it for the members', () => {
    const ofMembers = RELEASED.filter(({ audience }) => audience === 'partners');
    expect(ofMembers.length).toBeGreaterThan(50);
    let numbers = 0;
    for (const one of ofMembers) {
      const { rows, columns } = one.table;
      // Of several released numbers, or of cells: each of those is less than 5 away.
      const isSum = (coords: Readonly<Record<string, string>>) =>
        one.table.partsOf === undefined || one.table.splits !== undefined
          ? coords[rows.dimension] === TOGETHER && coords[columns.dimension] === TOTAL
          : Object.values(coords).includes(TOTAL);
      for (const { coords, value, true: truth } of exported(one).cells) {
        if (!isSum(coords)) expect(Math.abs(value - truth), one.table.id).toBeLessThan(5);
        numbers++;
      }
    }
    expect(numbers).toBeGreaterThan(1_000);
  });

  test('counts every incident of a table once, in the rows that are told apart and those that are not', () => {
    for (const one of RELEASED) {
      const counted = one.cells.reduce((all, { count }) => all + count, 0);
      const { cells, total } = trueNumbersOf(one.drawn, one.cells);
      if (one.drawn.total !== null) expect(total).toBe(counted);
      const isComplete = one.drawn.rows.includes(TOGETHER) && !('within' in one.table.columns);
      if (isComplete) expect(cells.reduce((all, count) => all + count, 0)).toBe(counted);
    }
    expect(RELEASED.some(({ drawn }) => drawn.rows.includes(TOGETHER))).toBe(true);
  });

  test('is the normal export but for the truth and a notice', () => {
    for (const one of [...RELEASED, withSums()]) {
      const { notices, cells, victims, ...rest } = exported(one);
      const plain = {
        ...{ ...rest, cells: withoutTruth(cells) },
        ...(victims && { victims: { ...victims, sums: withoutTruth(victims.sums) } }),
      };
      const { notices: _, ...normal } = exportTable(eventOf(one), one.audience, NOTES);
      expect(plain).toEqual(normal);
      expect(notices).toEqual([...NOTES, expect.stringContaining('is none')]);
    }
  });

  test('has the victims of every sum that is given, less than ten away from it, and of no other', () => {
    const one = withSums();
    expect(one.drawn.victims?.rows).toContain(null);
    const { victims } = exported(one);
    const victimsIn = (code?: string): number =>
      one.cells.reduce(
        (all, { row, victims = 0 }) => all + (code === undefined || row === code ? victims : 0),
        0,
      );
    const given = one.drawn.victims!.rows.filter((value) => value !== null);
    expect(victims?.sums).toHaveLength(given.length + 1);
    for (const { coords, value, true: truth } of victims?.sums ?? []) {
      const code = coords[one.table.rows.dimension];
      expect(truth).toBe(victimsIn(code === TOTAL ? undefined : code));
      expect(Math.abs(value - truth)).toBeLessThan(10);
    }
  });

  test('is told from a release, and not read as one', () => {
    const [one] = RELEASED;
    const file: unknown = JSON.parse(JSON.stringify(exported(one!)));
    expect(holdsTruth(file)).toBe(true);
    expect(parseExported(file)).toMatchObject({ ok: false });
    expect(holdsTruth(exportTable(eventOf(one!), 'partners', NOTES))).toBe(false);
    for (const nothing of [undefined, null, 'true', [], { cells: 5 }, { cells: [null] }])
      expect(holdsTruth(nothing)).toBe(false);
  });

  test('is not made of counts of a table of another shape', () => {
    const one = RELEASED.find(({ table }) => codesOf(table.rows).length > 2)!;
    const truth = trueNumbersOf(one.drawn, one.cells);
    expect(() => exportWithTruth(eventOf(one), { ...truth, cells: [1] }, 'partners', NOTES)).toThrow(
      RangeError,
    );
    const summed = withSums();
    const { victims: _, ...without } = trueNumbersOf(summed.drawn, summed.cells);
    expect(() => exportWithTruth(eventOf(summed), without, 'partners', NOTES)).toThrow(RangeError);
  });
});
