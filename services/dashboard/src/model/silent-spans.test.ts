import { expect, it } from 'vitest';
import type { CompletenessMonth } from '../api/completeness.ts';
import { silentSpans } from './silent-spans.ts';

const month = (
  period: string,
  silent: readonly (readonly string[])[],
  others: readonly string[] = [],
): CompletenessMonth => ({
  ...{ period, release: `a.${period}.partners`, k: 5 },
  entries: [
    ...silent.map((countries) => ({ countries: [...countries], stated: 'none' as const, reported: [] })),
    ...others.map((code) => ({ countries: [code], stated: 'some' as const, reported: [] })),
  ],
});
const MONTHS = [
  month('2025-11', [['ME']], ['RS']),
  month('2025-12', [['ME'], ['RS']]),
  month('2026-01', [['ME']]),
  month('2026-02', [], ['ME', 'RS']),
  month('2026-03', [['ME', 'XK'], ['RS']]),
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
