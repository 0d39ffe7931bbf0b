import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CompletenessMonth } from '../../api/completeness.ts';
import { SIX } from '../../text/countries.ts';
import { reportedByShare } from './article-completeness.tsx';

const share = fc.constantFrom('all', 'most', 'some', 'none', undefined);
/** Countries in any order, in groups of one or two; some are missing. */
const month = fc
  .tuple(
    fc.shuffledSubarray([...SIX]),
    fc.array(fc.tuple(share, fc.boolean()), { minLength: 6, maxLength: 6 }),
  )
  .map(([codes, said]): CompletenessMonth['entries'] => {
    const groups: string[][] = [];
    codes.forEach((code, n) => {
      const last = groups.at(-1);
      if (said[n]?.[1] === true && last?.length === 1) last.push(code);
      else groups.push([code]);
    });
    return groups.map((countries, n) => ({ countries, stated: said[n]?.[0], reported: [] }));
  });

it('has every country of every month in one group', () => {
  fc.assert(
    fc.property(fc.array(month, { maxLength: 3 }), (all) => {
      const months = all.map((entries, n) => ({
        ...{ period: `2026-0${n + 1}`, release: 'r', k: 5 },
        entries,
      }));
      const listed = reportedByShare(months)
        .flatMap(({ groups }) => groups)
        .flatMap(({ countries, periods }) =>
          periods.flatMap((period) => countries.map((c) => `${period} ${c}`)),
        );
      expect(listed.toSorted()).toEqual(
        months.flatMap(({ period }) => SIX.map((c) => `${period} ${c}`)).toSorted(),
      );
    }),
  );
});

it('begins with silent countries, and names those that no release has', () => {
  const entries: CompletenessMonth['entries'] = [
    { countries: ['AL'], stated: 'all', reported: [] },
    { countries: ['BA', 'XK'], stated: 'most', reported: [] },
    { countries: ['ME'], stated: 'none', reported: [] },
    { countries: ['MK'], stated: undefined, reported: [] },
  ];
  expect(reportedByShare([{ period: '2026-10', release: 'r', k: 5, entries }])).toEqual([
    { share: 'none', groups: [{ countries: ['ME'], periods: ['2026-10'] }] },
    { share: 'most', groups: [{ countries: ['BA', 'XK'], periods: ['2026-10'] }] },
    { share: 'fewExpected', groups: [{ countries: ['MK'], periods: ['2026-10'] }] },
    { share: 'notReleased', groups: [{ countries: ['RS'], periods: ['2026-10'] }] },
    { share: 'all', groups: [{ countries: ['AL'], periods: ['2026-10'] }] },
  ]);
});
