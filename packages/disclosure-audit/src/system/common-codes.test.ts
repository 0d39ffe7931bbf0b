import { type Axis, codeFor } from '@waylight/disclosure-control';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonGroups } from './common-codes.ts';

const VALUES = ['a', 'b', 'c', 'd', 'e', 'f'];
const PARENTS = ['one', 'two'];

/** Axes with named values, merged values and a `rest` for unnamed values. */
const GROUP = fc
  .record({
    places: fc.array(fc.nat(7), { minLength: VALUES.length, maxLength: VALUES.length }),
    hasRest: fc.boolean(),
  })
  .map(({ places, hasRest }) => {
    const values = VALUES.filter((_, n) => (places[n] ?? 0) < 3);
    const [into] = values;
    const from = into === undefined ? [] : VALUES.filter((_, n) => (places[n] ?? 0) === 3);
    return {
      values,
      ...(into !== undefined && from.length > 0 ? { merged: { [into]: from } } : {}),
      ...(hasRest ? { rest: 'rest' } : {}),
    };
  });
const FLAT = GROUP.map((group): Axis => ({ dimension: 'd', ...group }));
const NESTED = fc.tuple(GROUP, GROUP).map(
  ([one, two]): Axis => ({
    dimension: 'd',
    of: 'p',
    within: { one: { ...one, rest: 'rest-1' }, two: { ...renamed(two), rest: 'rest-2' } },
  }),
);
const renamed = ({ values }: { readonly values: readonly string[] }) => ({
  values: values.map((v) => `${v}2`),
});

const EVERY = [...VALUES, ...VALUES.map((value) => `${value}2`), 'unnamed'];

describe('common groups of codes of several axes', () => {
  test('count the same values in each axis, whatever codes were merged, added or dropped', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(FLAT, { minLength: 1, maxLength: 4 }),
          fc.array(NESTED, { minLength: 1, maxLength: 3 }),
        ),
        (axes) => {
          for (const group of commonGroups(axes))
            for (const value of EVERY)
              for (const parent of PARENTS) {
                const isIn = axes.map((axis, n) =>
                  (group[n] ?? []).includes(codeFor(axis, value, parent) ?? 'nowhere'),
                );
                expect(new Set(isIn).size).toBe(1);
              }
        },
      ),
    );
  });

  test('are single codes if the axes are equal', () => {
    fc.assert(
      fc.property(fc.oneof(FLAT, NESTED), (axis) => {
        for (const group of commonGroups([axis, axis])) {
          expect(group).toHaveLength(2);
          expect(group.flat().every((code) => code === group[0]?.[0])).toBe(true);
        }
      }),
    );
    const axis: Axis = { dimension: 'd', values: ['a', 'b'], rest: 'other' };
    expect(commonGroups([axis, axis]).map(([codes]) => codes)).toEqual([['a'], ['b'], ['other']]);
  });

  test('are as fine as the coarser axis', () => {
    const month: Axis = { dimension: 'd', values: ['a', 'b'], merged: { a: ['c'] }, rest: 'other' };
    const year: Axis = { dimension: 'd', values: ['a', 'b', 'c', 'd'], rest: 'other' };
    expect(commonGroups([year, month])).toEqual([
      [['b'], ['b']],
      [['a', 'c'], ['a']],
      [['d', 'other'], ['other']],
    ]);
    // Groups omit codes that one axis does not count. A stretch belongs to the group of its border segment.
    expect(commonGroups([year, { dimension: 'd', values: ['a', 'c'] }])).toEqual([
      [['a'], ['a']],
      [['c'], ['c']],
    ]);
    expect(
      commonGroups([
        { dimension: 'segment', values: ['RS-BA', 'RS-BA.drina', 'RS-ME'] },
        { dimension: 'segment', values: ['RS-BA', 'RS-ME'] },
      ]),
    ).toEqual([
      [['RS-BA', 'RS-BA.drina'], ['RS-BA']],
      [['RS-ME'], ['RS-ME']],
    ]);
  });

  test('do not exist if only one axis is nested, or if axes are nested within different codes', () => {
    const flat: Axis = { dimension: 'd', values: ['a'], rest: 'other' };
    const nested = (...parents: string[]): Axis => ({
      dimension: 'd',
      of: 'p',
      within: Object.fromEntries(
        parents.map((parent) => [parent, { values: [`${parent}a`], rest: `${parent}r` }]),
      ),
    });
    expect(commonGroups([flat, nested('one')])).toEqual([]);
    expect(commonGroups([nested('one', 'two'), nested('one')])).toEqual([]);
    expect(commonGroups([nested('one', 'two'), nested('two', 'one')])).toHaveLength(4);
  });
});
