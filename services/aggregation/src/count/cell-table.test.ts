import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCellTable } from './cell-table.ts';

const unit = fc.integer({ min: 1, max: 127 }).map((c) => String.fromCharCode(c));
/** Half of the fields have the usual length, which the generator would rarely produce. */
const field = fc.oneof(fc.string({ unit, maxLength: 20 }), fc.string({ unit, minLength: 18, maxLength: 18 }));
const names = fc.array(fc.tuple(fc.nat(3), field), { minLength: 1, maxLength: 2_000 });

describe('the table of cells', () => {
  it('has one place with its own values for each cell, for any number of cells', () => {
    fc.assert(
      fc.property(names, (cells) => {
        const table = createCellTable();
        const places = new Map<string, number>();
        const sums = new Map<string, number>();
        for (const [bucket, name] of cells) {
          const key = `${bucket} ${name}`;
          const place = table.place(bucket, name);
          expect(place).toBe(places.get(key) ?? places.size);
          places.set(key, place);
          table.values()[3 * place + 2]! += 1;
          sums.set(key, (sums.get(key) ?? 0) + 1);
        }
        expect(table.size()).toBe(places.size);
        for (const [key, place] of places) {
          expect(`${table.bucket(place)} ${table.field(place)}`).toBe(key);
          expect([...table.values().subarray(3 * place, 3 * place + 3)]).toEqual([0, 0, sums.get(key)]);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('distinguishes names that differ in any one character', () => {
    const table = createCellTable();
    const names = Array.from({ length: 20 }, (_, at) =>
      Array.from(
        { length: 126 },
        (_, c) => 'x'.repeat(at) + String.fromCharCode(c + 1) + 'y'.repeat(19 - at),
      ),
    ).flat();
    const places = names.map((name) => table.place(0, name));
    expect(new Set(places).size).toBe(new Set(names).size);
    expect(places.map((place) => table.field(place))).toEqual(names);
  });

  it('is empty after clear', () => {
    const table = createCellTable();
    table.values()[3 * table.place(1, 'a')] = 7;
    table.clear();
    expect(table.size()).toBe(0);
    expect(table.values()[3 * table.place(1, 'a')]).toBe(0);
  });

  it('refuses a name that could be confused with another', () => {
    const table = createCellTable();
    for (const name of ['a'.repeat(21), 'a\0', 'é']) expect(() => table.place(0, name)).toThrow(RangeError);
    expect(table.size()).toBe(0);
  });
});
