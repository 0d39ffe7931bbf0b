import { expect, it } from 'vitest';
import { formatEnglishDay, formatEnglishPeriod } from './english-dates.ts';

it('formats a day in English, and leaves other text unchanged', () => {
  expect(['2026-10-26', '2026-01-01'].map(formatEnglishDay)).toEqual(['26 October 2026', '1 January 2026']);
  expect(['2026-13-01', 'soon', ''].map(formatEnglishDay)).toEqual(['2026-13-01', 'soon', '']);
});

it('formats a period as English pages do, and leaves other text unchanged', () => {
  const names = ['2026', '2026-10', '2026-Q3', '2026-W05', '2026-W45', '2025-03-?', '2025-?'].map(
    formatEnglishPeriod,
  );
  expect(names).toEqual([
    ...['2026', 'October 2026', 'quarter 3 of 2026', 'week 5 of 2026', 'week 45 of 2026'],
    ...['March 2025, day unknown', '2025, month unknown'],
  ]);
  expect(['spring', '2026-13', '2026-QQ'].map(formatEnglishPeriod)).toEqual(['spring', '2026-13', '2026-QQ']);
});
