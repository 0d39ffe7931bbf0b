import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  askedAnew,
  FIRST_VIEW,
  placed,
  placingOf,
  readView,
  type TrendsView,
  unfiltered,
  writeView,
} from './trends-view.ts';

const name = fc.constantFrom('country', 'typeGroup', 'type', 'segment');
const code = fc.constantFrom('RS', 'XK', 'other-or-unknown', 'RS-BA.drina', '2026-10', '≥ 10 & more');
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const view: fc.Arbitrary<TrendsView> = fc.record({
  by: fc.uniqueArray(name, { maxLength: 2 }),
  period: fc.constantFrom('week', 'month', 'quarter', 'year'),
  rows: maybe(fc.constantFrom('country', 'typeGroup', 'period')),
  columns: maybe(fc.constantFrom('country', 'typeGroup', 'period')),
  only: maybe(code),
  from: maybe(fc.constant('2025-11')),
  to: maybe(fc.constant('2026-10')),
  kept: fc.dictionary(name, fc.uniqueArray(code, { minLength: 1, maxLength: 3 })),
  sorting: maybe(fc.record({ column: code, order: fc.constantFrom('ascending', 'descending') })),
  effort: maybe(fc.constantFrom('visits', 'days')),
});

it('an address says all of a view, and keeps what stands beside it', () => {
  fc.assert(
    fc.property(view, (one) => {
      const address = writeView(one, new URLSearchParams('lang=mk&only=old&keep.type=death'));
      expect(address.get('lang')).toBe('mk');
      expect(readView(new URLSearchParams(address.toString()))).toEqual({ ...one, kept: { ...one.kept } });
    }),
  );
});

it('an address that says nothing, or nonsense, is the first view', () => {
  expect(readView(new URLSearchParams())).toEqual(FIRST_VIEW);
  expect(readView(new URLSearchParams('period=decade&sort=x&only=&keep.country='))).toEqual(FIRST_VIEW);
});

it('every dimension stands somewhere, once, whatever the address says', () => {
  fc.assert(
    fc.property(view, (one) => {
      const { rows, columns, third } = placingOf(one);
      const placedNames = [rows, columns, third].filter((each) => each !== undefined);
      expect(new Set(placedNames).size).toBe(placedNames.length);
      expect(placedNames.toSorted()).toEqual([...one.by, 'period'].toSorted());
    }),
  );
});

it('what is put down or across stands there, and the other place is given to what stood there', () => {
  fc.assert(
    fc.property(
      view,
      fc.constantFrom('rows' as const, 'columns' as const),
      fc.nat({ max: 2 }),
      (one, where, n) => {
        const names = [...one.by, 'period'];
        const chosen = names[n % names.length] ?? 'period';
        fc.pre(names.length > 1);
        const [before, after] = [placingOf(one), placingOf(placed(one, where, chosen))];
        expect(after[where]).toBe(chosen);
        const other = where === 'rows' ? 'columns' : 'rows';
        if (before[other] === chosen) expect(after[other]).toBe(before[where]);
      },
    ),
  );
});

it('another table is asked without what was chosen of the cells of this one', () => {
  const before: TrendsView = {
    ...FIRST_VIEW,
    only: 'violence',
    from: '2026-01',
    kept: { country: ['RS'], typeGroup: ['death'] },
    effort: 'days',
  };
  expect(askedAnew(before, ['country'], 'quarter')).toEqual({
    ...FIRST_VIEW,
    by: ['country'],
    period: 'quarter',
    kept: { country: ['RS'] },
    effort: 'days',
  });
  expect(askedAnew(before, ['segment'], 'month').from).toBe('2026-01');
});

it('what leaves out every number is taken back as a whole, and the table that is read stays', () => {
  fc.assert(
    fc.property(view, (before) => {
      const { only, from, to, kept, ...rest } = unfiltered(before);
      expect([only, from, to, kept]).toEqual([undefined, undefined, undefined, {}]);
      expect(before).toMatchObject(rest);
    }),
  );
});
