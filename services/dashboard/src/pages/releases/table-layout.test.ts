import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReleaseMostlySmall, layOutRelease } from './table-layout.ts';

const tree = (...codes: string[]) => ({ tree: { TOTAL: codes } });

describe('a release as rows and columns', () => {
  it('has every number of it in its place, and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 }), fc.boolean(), (names, marginsAreSums) => {
        const dimensions = Object.fromEntries(
          ['country', 'type'].slice(0, names).map((name) => [name, tree(`${name}-a`, `${name}-b`)]),
        );
        const places = Object.entries(dimensions).reduce<Record<string, string>[]>(
          (
            all,
            [
              name,
              {
                tree: { TOTAL: codes },
              },
            ],
          ) => all.flatMap((coords) => [...codes, 'TOTAL'].map((code) => ({ ...coords, [name]: code }))),
          [{}],
        );
        const cells = places.map((coords, n) => ({ coords, value: 5 * n }));
        const { rows, columns, at } = layOutRelease({
          dimensions,
          cells,
          ...(marginsAreSums ? { marginsAreSums: true } : {}),
        });
        const readings = rows.codes.flatMap((row) => columns.codes.map((column) => at(row, column)));
        expect(readings.map((reading) => (reading.kind === 'not-given' ? -1 : reading.value))).toEqual(
          cells.map(({ value }) => value),
        );
        const sums = readings.filter(({ kind }) => kind === 'sum').length;
        expect(sums).toBe(
          marginsAreSums ? places.filter((one) => Object.values(one).includes('TOTAL')).length : 0,
        );
      }),
    );
  });

  it('marks missing numbers as not given, and has the pooled row before the total', () => {
    const { rows, at } = layOutRelease({
      dimensions: { country: { tree: { TOTAL: ['AL', 'XK'], 'not-broken-down': [] } } },
      cells: [{ coords: { country: 'AL' }, value: 0 }],
    });
    expect(rows.codes).toEqual(['AL', 'XK', 'not-broken-down', 'TOTAL']);
    expect(at('AL', 'TOTAL')).toEqual({ kind: 'rounded', value: 0 });
    expect(at('XK', 'TOTAL')).toEqual({ kind: 'not-given' });
  });

  it('has no row of totals where columns of a cross are not added up', () => {
    const cell = (country: string, type: string) => ({ coords: { country, type }, value: 10 });
    const { rows, at } = layOutRelease({
      dimensions: { country: tree('AL', 'XK'), type: tree('pushback') },
      cells: [cell('AL', 'pushback'), cell('XK', 'pushback'), cell('AL', 'TOTAL'), cell('TOTAL', 'TOTAL')],
    });
    expect(rows.codes).toEqual(['AL', 'XK']);
    expect(at('AL', 'TOTAL')).toEqual({ kind: 'rounded', value: 10 });
  });

  it('is mostly small where more than half of its cells are 0 or the base, whatever its totals are', () => {
    const small = (values: readonly number[], marginsAreSums?: true) => {
      const codes = values.map((_, n) => `c${n}`);
      const total = { coords: { country: 'TOTAL' }, value: values.reduce((sum, value) => sum + value, 0) };
      const cells = [...values.map((value, n) => ({ coords: { country: `c${n}` }, value })), total];
      const margins = marginsAreSums === undefined ? {} : { marginsAreSums };
      return isReleaseMostlySmall(
        layOutRelease({ dimensions: { country: tree(...codes) }, cells, ...margins }),
        5,
      );
    };
    expect([small([0, 5, 10]), small([0, 5, 10], true), small([0, 10, 5, 15]), small([0, 10, 15])]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    // Without rounded values nothing is small.
    expect(isReleaseMostlySmall(layOutRelease({ dimensions: { country: tree('AL') }, cells: [] }), 5)).toBe(
      false,
    );
  });
});
