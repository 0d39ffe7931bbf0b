import fc from 'fast-check';
import { expect, it } from 'vitest';
import { trendsPath } from '../../model/paths.ts';
import { changeTable, FIRST_VIEW, TRENDS_URL, type TrendsView, unfiltered } from './trends-view.ts';

const name = fc.constantFrom('country', 'typeGroup', 'type', 'segment');
const code = fc.constantFrom('RS', 'XK', 'other-or-unknown', 'RS-BA.drina', '≥ 10 & more');
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const view: fc.Arbitrary<TrendsView> = fc.record({
  by: fc.uniqueArray(name, { maxLength: 2 }),
  period: maybe(fc.constantFrom('week', 'month', 'quarter', 'year')),
  only: maybe(code),
  from: maybe(fc.constant('2025-11')),
  to: maybe(fc.constant('2026-10')),
  kept: fc.dictionary(name, fc.uniqueArray(code, { minLength: 1, maxLength: 3 })),
  sorting: maybe(fc.record({ column: code, order: fc.constantFrom('ascending', 'descending') })),
  effort: maybe(fc.constantFrom('visits', 'days')),
  shape: fc.constantFrom('chart', 'map', 'table'),
  dropped: maybe(fc.record({ dimension: name, code })),
});
const read = (address: string) => TRENDS_URL.read(new URLSearchParams(address));

it('an address contains all of a view, and keeps the parameters of others', () => {
  fc.assert(
    fc.property(view, (one) => {
      const address = TRENDS_URL.write(one, new URLSearchParams('lang=mk&only=old&keep.type=death'));
      expect(address.get('lang')).toBe('mk');
      expect(read(address.toString())).toEqual({ ...one, kept: { ...one.kept } });
    }),
  );
});

it('an address without choices, or with wrong ones, is the first view', () => {
  expect(read('')).toEqual(FIRST_VIEW);
  expect(read('period=decade&sort=sideways:RS&effort=tears&show=song&dropped=weather:rain')).toEqual(
    FIRST_VIEW,
  );
  expect(read('by=country,country,period').by).toEqual(['country']);
  expect(read('by=').by).toEqual([]);
});

it('an address from another page is a first view with its choices', () => {
  const readPath = (path: string) => read(path.replace('/trends?', ''));
  expect(readPath(trendsPath(['segment'], 'quarter'))).toEqual({
    ...{ ...FIRST_VIEW, by: ['segment'], period: 'quarter' },
  });
  expect(readPath(trendsPath(['country', 'typeGroup'], 'year', 'violence'))).toEqual({
    ...{ ...FIRST_VIEW, by: ['country', 'typeGroup'], period: 'year', only: 'violence' },
  });
});

it('another table keeps the chosen codes of its dimension, and the periods if they have the same length', () => {
  const before: TrendsView = {
    ...FIRST_VIEW,
    ...{ period: 'month', from: '2026-01', kept: { country: ['RS'], type: ['pushback'] }, shape: 'table' },
  };
  expect(changeTable(before, ['country', 'typeGroup'], 'month', 'violence')).toEqual({
    ...before,
    ...{ by: ['country', 'typeGroup'], only: 'violence', kept: { country: ['RS'] } },
  });
  expect(changeTable(before, ['type'], 'quarter')).toMatchObject({
    ...{ from: undefined, kept: { type: ['pushback'] } },
  });
  expect(unfiltered(before)).toEqual({ ...before, from: undefined, kept: {} });
});
