import { expect, it } from 'vitest';
import { crosstab } from '../model/grid.ts';
import { loadTranslator } from '../text/testing/load-translator.ts';
import { fewText, silentText } from './silent-text.ts';

const locale = { t: await loadTranslator('en'), period: (id: string) => id };
const textOf = (dimension: string, silent: Readonly<Record<string, readonly string[]>>) => {
  const cells = Object.entries(silent).flatMap(([code, periods]) =>
    ['2026-07', '2026-08', '2026-09', '2026-10'].map((period) => ({
      ...{ period, [dimension]: code, value: 5 },
      silent: periods.includes(period) ? 'own' : 'none',
    })),
  );
  const grid = crosstab(
    { cells, k: 5, asOf: 'a.2026-10.partners' },
    { title: '', rows: [dimension], columns: 'period' },
  );
  return silentText([grid], locale);
};

it('a picture names each silent country with its periods', () => {
  expect(textOf('country', { ME: ['2026-07', '2026-09', '2026-10'], RS: [], AL: ['2026-07'] })).toBe(
    'Circle without fill, dashed line or dashed frame – sent no activity report: ' +
      'Montenegro in 2026-07, 2026-09 – 2026-10; Albania in 2026-07. A low number may only mean missing reports.',
  );
});

it('a picture of borders names none, because a border has two countries', () => {
  expect(textOf('segment', { 'RS-BA': ['2026-10'] })).toMatch(
    /^Circle .* a country that sent no activity report\./,
  );
});

it('a picture names the countries in which few organisations reported in the newest period', () => {
  const grid = crosstab(
    {
      cells: [
        { period: '2026-09', country: 'AL', value: 5, completeness: 'some' },
        { period: '2026-10', country: 'AL', value: 5, completeness: 'most' },
        { period: '2026-10', country: 'RS', value: 5, completeness: 'some' },
      ],
      ...{ k: 5, asOf: 'a.2026-10.partners' },
    },
    { title: '', rows: ['country'], columns: 'period' },
  );
  expect(fewText([grid], locale)).toBe(
    'Half of the organisations or fewer sent an activity report: Serbia in 2026-10. Incident reports could be missing.',
  );
  expect(fewText([], locale)).toBe('');
});
