import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CompletenessMonth } from '../api/completeness.ts';
import { findAllSilences } from './all-silences.ts';

type Said = 'none' | 'some' | undefined;

const month = (period: string, said: Readonly<Record<string, Said>>): CompletenessMonth => ({
  ...{ period, release: `a.${period}.partners`, k: 5 },
  entries: Object.entries(said).map(([codes, stated]) => ({
    ...{ countries: codes.split('+'), stated, present: undefined, reported: [] },
  })),
});
const codesOf = (countries: readonly string[]) => countries.join('+');
const shortly = (months: readonly CompletenessMonth[], at: string, compared: readonly string[]) => {
  const { now, earlier } = findAllSilences(months, at, compared);
  return {
    now: now.map(({ entry, since }) => `${codesOf(entry.countries)} ${since}`),
    earlier: earlier.map(({ countries, periods }) => `${codesOf(countries)} ${periods.join()}`),
  };
};

it('lists a lasting silence once, and separately one of a compared month that has ended since', () => {
  const months = [
    month('2025-10', { RS: 'none', ME: 'none' }),
    month('2026-08', { BA: 'some', RS: 'some', ME: 'some' }),
    month('2026-09', { BA: 'none', RS: 'none', ME: 'some' }),
    month('2026-10', { BA: 'none', RS: 'some', ME: 'none' }),
  ];
  expect(shortly(months, '2026-10', ['2026-09', '2025-10'])).toEqual({
    now: ['BA 2026-09', 'ME 2026-10'],
    // Montenegro reported in between, so its silence of last year is a separate one.
    earlier: ['RS 2025-10,2026-09', 'ME 2025-10'],
  });
  expect(shortly(months, '2026-10', [])).toEqual({ now: ['BA 2026-09', 'ME 2026-10'], earlier: [] });
});

it('keeps a silence of two pooled countries apart from those of each country', () => {
  const months = [month('2026-09', { 'ME+XK': 'none' }), month('2026-10', { ME: 'none', XK: 'some' })];
  expect(shortly(months, '2026-10', ['2026-09'])).toEqual({
    now: ['ME 2026-10'],
    earlier: ['ME+XK 2026-09'],
  });
});

it('loses no silence of a compared month, and lists none twice', () => {
  const PERIODS = ['2025-10', '2026-07', '2026-08', '2026-09', '2026-10'];
  const said = fc.constantFrom<Said>('none', 'some', undefined);
  const history = fc.tuple(...PERIODS.map(() => fc.record({ AL: said, BA: said, RS: said })));
  fc.assert(
    fc.property(history, (all) => {
      const months = all.map((one, n) => month(PERIODS[n] ?? '', one));
      const compared = ['2026-09', '2025-10'];
      const { now, earlier } = findAllSilences(months, '2026-10', compared);
      for (const country of ['AL', 'BA', 'RS'] as const)
        for (const [n, period] of PERIODS.entries()) {
          if (period !== '2026-10' && !compared.includes(period)) continue;
          const listed = [
            ...now.filter(({ entry, since }) => entry.countries.includes(country) && since <= period),
            ...earlier.filter((one) => one.countries.includes(country) && one.periods.includes(period)),
          ];
          if (all[n]?.[country] === 'none') expect(listed).toHaveLength(1);
          // A silence may contain a month without published completeness, but never one with an activity report.
          if (all[n]?.[country] === 'some') expect(listed).toHaveLength(0);
        }
    }),
  );
});
