import { expect, it } from 'vitest';
import { tableText } from '../model/table-name.ts';
import { loadTranslator } from '../text/testing/load-translator.ts';
import type { ExportedFigure } from './exported-figure.ts';
import { subtitleOf } from './subtitle.ts';

const locale = { t: await loadTranslator('en'), period: String };
const COUNTRIES = tableText({ by: ['country'], period: 'month', isByReceipt: false }, locale);
const names = {
  table: (id: string) => (id === 'country-month' ? COUNTRIES : id),
  release: String,
};
const figure = (
  title: string,
  gridTitle: string,
  table = 'country-month',
  asOf = `${table}.2026-10.partners`,
) =>
  ({
    ...{ title, charts: [], notes: [] },
    grids: [{ title: gridTitle, names: [], rows: [], fixed: {}, columns: [{ id: '2026-10', table }] }],
    explain: { origin: { asOf } },
  }) as unknown as ExportedFigure;

it('a picture states what it counts, by what, how often and for whom', () => {
  expect(subtitleOf(figure('Most: Serbia, about 30', COUNTRIES), names, locale)).toBe(
    'Reported incidents by country, monthly · for members',
  );
  expect(subtitleOf(figure('No clear change', 'Where?, October 2026'), names, locale)).toBe(
    'Where?, October 2026 · Reported incidents by country, monthly · for members',
  );
});

it('the subtitle repeats no part of the title, and has no id of a table without a name', () => {
  expect(subtitleOf(figure(COUNTRIES, COUNTRIES), names, locale)).toBe('for members');
  expect(subtitleOf(figure('Deaths by year', 'Deaths', 'mmp', 'mmp@2026'), names, locale)).toBe('');
});
