import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  crossed,
  datePrecision,
  keptCoarser,
  keptPlace,
  withoutEntry,
  yearsBetween,
} from './record-numbers.ts';

const code = fc.constantFrom('a', 'b', 'c', 'unknown');
const cells = fc.array(fc.record({ cause: code, type: code, value: fc.nat({ max: 500 }) }), {
  maxLength: 40,
});

describe('exact numbers by two codes', () => {
  it('lose nothing and gain nothing, whichever way they are added up', () => {
    fc.assert(
      fc.property(cells, (all) => {
        const table = crossed({ cells: all }, (cell) => [String(cell.cause), String(cell.type)]);
        const total = all.reduce((sum, { value }) => sum + value, 0);
        const byCell = table.rows.flatMap((row) => table.columns.map((column) => table.at(row, column)));
        expect(byCell.reduce((sum, value) => sum + value, 0)).toBe(total);
        expect(table.rows.reduce((sum, row) => sum + table.ofRow(row), 0)).toBe(total);
        expect(table.columns.reduce((sum, column) => sum + table.ofColumn(column), 0)).toBe(total);
        expect(table.total).toBe(total);
        const ofRows = table.rows.map(table.ofRow);
        expect(ofRows).toEqual(ofRows.toSorted((a, b) => b - a));
      }),
    );
  });

  it('are never made of rounded ones', () => {
    expect(() => crossed({ cells: [{ cause: 'a', value: 5 }], k: 5 }, () => ['a', 'b'])).toThrow(TypeError);
  });
});

describe('how exactly something is known', () => {
  it('is said of a place as its cell says it, and never more exactly', () => {
    const unknown = { country: 'unknown', area: 'unknown', segment: 'unknown', value: 1 };
    const kept = (cell: object) => Object.values(keptPlace({ ...unknown, ...cell }));
    expect(kept({})).toEqual(['unknown', 'unknown']);
    expect(kept({ country: 'BA', placePrecision: 'exact' })).toEqual(['country', 'BA']);
    expect(kept({ country: 'BA', area: 'BA-SRP' })).toEqual(['area', 'BA-SRP']);
    expect(kept({ country: 'BA', area: 'BA-SRP', segment: 'RS-BA.drina' })).toEqual([
      'segment',
      'RS-BA.drina',
    ]);
    expect(kept({ country: 'BA', segment: 'not-at-border' })).toEqual(['country', 'BA']);
    expect(kept({ country: 'BA', area: 'BA-SRP', segment: 'not-at-border' })).toEqual(['area', 'BA-SRP']);
    expect(keptPlace({ value: 1 }).as).toBe('unknown');
  });

  it('is said of a date by the id of its week, month or year', () => {
    expect(['2025-W03', '2025-03-?', '2025-?', 'nonsense'].map(datePrecision)).toEqual([
      'day',
      'month',
      'year',
      'year',
    ]);
  });
});

describe('what a map of kept places leaves unsaid', () => {
  const precision = fc.constantFrom('exact', 'settlement', 'area', 'country', 'unknown');
  const place = fc.record({
    country: fc.constantFrom('RS', 'HR', 'XK', 'unknown'),
    area: fc.constantFrom('RS-01', 'unknown'),
    segment: fc.constantFrom('RS-BA.drina', 'not-at-border', 'unknown'),
    placePrecision: precision,
    value: fc.integer({ min: 1, max: 50 }),
  });

  it('is whose source knew more than a country: they join the two figures of how exactly a place is known', () => {
    fc.assert(
      fc.property(fc.array(place), (all) => {
        const sum = (cells: readonly { readonly value: number }[]) =>
          cells.reduce((n, { value }) => n + value, 0);
        const framed = all.filter((cell) => keptPlace(cell).as === 'country');
        const known = framed.filter(({ placePrecision }) => ['country', 'unknown'].includes(placePrecision));
        const coarser = keptCoarser({ cells: all });
        expect(sum(framed) - sum(known)).toBe(sum(coarser));
        expect(coarser.every(({ value }) => value > 0)).toBe(true);
        expect(new Set(coarser.map(({ country }) => country)).size).toBe(coarser.length);
      }),
    );
    const cell = { country: 'HR', area: 'unknown', segment: 'unknown', placePrecision: 'settlement' };
    expect(
      keptCoarser({
        cells: [
          { ...cell, value: 5 },
          { ...cell, country: 'SI', value: 6 },
        ],
      }),
    ).toEqual([
      { country: 'SI', value: 6 },
      { country: 'HR', value: 5 },
    ]);
  });

  it('is of which country there is no entry at all', () => {
    const cells = [{ country: 'RS', area: 'RS-01', value: 1 }];
    expect(withoutEntry({ cells }, ['RS', 'XK'])).toEqual(['XK']);
    expect(withoutEntry({ cells: [] }, ['RS'])).toEqual(['RS']);
  });
});

it('a year without an entry is between those that have one', () => {
  expect(yearsBetween(['2019', '2016'])).toEqual(['2016', '2017', '2018', '2019']);
  expect(yearsBetween([])).toEqual([]);
});
