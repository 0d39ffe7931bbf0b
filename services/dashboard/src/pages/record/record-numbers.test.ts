import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datePrecision, keptCoarser, keptPlace, withoutEntry } from './record-numbers.ts';

describe('precision', () => {
  it('of a place follows from its cell, and is never finer', () => {
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

  it('of a date follows from the id of its week, month or year', () => {
    expect(['2025-W03', '2025-03-?', '2025-?', 'nonsense'].map(datePrecision)).toEqual([
      'day',
      'month',
      'year',
      'year',
    ]);
  });
});

describe('places that a map does not show', () => {
  const precision = fc.constantFrom('exact', 'settlement', 'area', 'country', 'unknown');
  const place = fc.record({
    country: fc.constantFrom('RS', 'HR', 'XK', 'unknown'),
    area: fc.constantFrom('RS-01', 'unknown'),
    segment: fc.constantFrom('RS-BA.drina', 'not-at-border', 'unknown'),
    placePrecision: precision,
    value: fc.integer({ min: 1, max: 50 }),
  });

  it('counts persons whose source is more precise than the country, which connects the two figures of precision', () => {
    fc.assert(
      fc.property(fc.array(place), (all) => {
        const sum = (cells: readonly { readonly value: number }[]) =>
          cells.reduce((n, { value }) => n + value, 0);
        const framed = all.filter((cell) => keptPlace(cell).as === 'country');
        const known = framed.filter(({ placePrecision }) => ['country', 'unknown'].includes(placePrecision));
        const coarser = keptCoarser({ cells: all, asOf: 'public-record@0' });
        expect(sum(framed) - sum(known)).toBe([...coarser.values()].reduce((n, value) => n + value, 0));
        expect([...coarser.values()].every((value) => value > 0)).toBe(true);
      }),
    );
    const cell = { country: 'HR', area: 'unknown', segment: 'unknown', placePrecision: 'settlement' };
    const cells = [
      { ...cell, value: 5 },
      { ...cell, country: 'SI', value: 6 },
    ];
    expect([...keptCoarser({ cells, asOf: 'public-record@0' })]).toEqual([
      ['SI', 6],
      ['HR', 5],
    ]);
  });

  it('names countries without any entry', () => {
    const cells = [{ country: 'RS', area: 'RS-01', value: 1 }];
    expect(withoutEntry({ cells }, ['RS', 'XK'])).toEqual(['XK']);
    expect(withoutEntry({ cells: [] }, ['RS'])).toEqual(['RS']);
  });
});
