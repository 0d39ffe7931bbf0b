import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CompletenessMonth } from '../api/completeness.ts';
import { crosstab, PERIOD } from './grid.ts';
import { findAllSilences, rowSilence, silenceOf, silentSpans } from './silence.ts';

type Stated = 'none' | 'some' | undefined;

const month = (period: string, stated: Readonly<Record<string, Stated>>): CompletenessMonth => ({
  ...{ period, release: `a.${period}.partners`, k: 5 },
  entries: Object.entries(stated).map(([codes, share]) => ({
    ...{ countries: codes.split('+'), stated: share, present: undefined, reported: [] },
  })),
});
const MONTHS = [
  month('2025-11', { ME: 'none', RS: 'some' }),
  month('2025-12', { ME: 'none', RS: 'none' }),
  month('2026-01', { ME: 'none' }),
  month('2026-02', { ME: 'some', RS: 'some' }),
  month('2026-03', { 'ME+XK': 'none', RS: 'none' }),
];
const ALL = MONTHS.map(({ period }) => period);

it('consecutive months of silence are one span, across years too', () => {
  expect(silentSpans(MONTHS, ALL)).toEqual([
    { countries: ['ME'], spans: [{ from: '2025-11', to: '2026-01' }] },
    {
      countries: ['RS'],
      spans: [
        { from: '2025-12', to: '2025-12' },
        { from: '2026-03', to: '2026-03' },
      ],
    },
    { countries: ['ME', 'XK'], spans: [{ from: '2026-03', to: '2026-03' }] },
  ]);
});

it('months and countries that are not shown are not named', () => {
  expect(silentSpans(MONTHS, ['2025-12'], ['RS'])).toEqual([
    { countries: ['RS'], spans: [{ from: '2025-12', to: '2025-12' }] },
  ]);
  expect(silentSpans(MONTHS, ALL, ['XK']).map(({ countries }) => countries)).toEqual([['ME', 'XK']]);
  expect(silentSpans(MONTHS, ['2026-02'])).toEqual([]);
});

it('countries in which some organisations reported are listed in the same way', () => {
  const span = (id: string) => [{ from: id, to: id }];
  expect(silentSpans(MONTHS, ['2025-11', '2026-02'], ['RS'], 'some')).toEqual([
    { countries: ['RS'], spans: [...span('2025-11'), ...span('2026-02')] },
  ]);
});

const SILENT = {
  cells: [
    { period: '2026-09', country: 'ME', value: 0, silent: 'own' },
    { period: '2026-10', country: 'ME', value: 0, silent: 'own' },
    { period: '2026-10', country: 'RS', value: 5, silent: 'none' },
    { period: '2026-10', country: 'remaining', value: 5, silent: 'part' },
  ],
  ...{ k: 5, asOf: 'a.2026-10.partners' },
};

it('silence of a grid is that of its cells: a mark, and the periods of each country that a number counts alone', () => {
  const grid = crosstab(SILENT, { title: '', rows: ['country'], columns: PERIOD });
  const { isMarked, periods } = silenceOf(grid);
  expect(isMarked).toBe(true);
  expect(periods.get('ME')).toEqual(new Set(['2026-09', '2026-10']));
  expect(periods.has('RS')).toBe(false);
  expect(grid.rows.map(rowSilence)).toEqual(['own', undefined, 'part']);
});

it('a border is marked without the name of a country, and a grid without information about reporting is not marked', () => {
  const bySegment = (silent: Readonly<Record<string, string>>) =>
    silenceOf(
      crosstab(
        { ...SILENT, cells: [{ period: '2026-10', segment: 'RS-BA', value: 5, ...silent }] },
        { title: '', rows: ['segment'], columns: PERIOD },
      ),
    );
  expect(bySegment({ silent: 'part' })).toEqual({ isMarked: true, periods: new Map() });
  expect(bySegment({})).toEqual({ isMarked: false, periods: new Map() });
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
  const stated = fc.constantFrom<Stated>('none', 'some', undefined);
  const history = fc.tuple(...PERIODS.map(() => fc.record({ AL: stated, BA: stated, RS: stated })));
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
