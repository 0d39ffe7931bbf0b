import { describe, expect, it } from 'vitest';
import type { Answer } from '../api/schemas.ts';
import { crosstab } from '../model/grid.ts';
import type { Locale } from '../text/locale.tsx';
import { loadSentences } from '../text/testing/load-translator.ts';
import { codeNames, notesOf } from './notes.ts';
import { screenRows } from './screen-sheet.ts';

/** A locale whose texts are their ids, so that countries are their codes. */
const locale: Locale = {
  ...{ language: 'en', ...(await loadSentences('en')) },
  t: (id) => id,
  label: (_list, code) => code,
  number: String,
  period: (id) => id,
  shortPeriod: (id) => id,
};
const ANSWER: Pick<Answer, 'cells' | 'k' | 'asOf'> = {
  k: 5,
  asOf: 'country-type-quarter.2026-Q3.partners',
  cells: [
    { period: '2026-Q3', country: 'RS', value: 20, silent: 'none', completeness: 'most' },
    { period: '2026-Q3', country: 'BA', value: 0, silent: 'own', completeness: 'none' },
    { period: '2026-Q3', country: 'not-broken-down', value: 5, pooled: 'AL ME XK' },
  ],
};
const GRID = crosstab(ANSWER, { title: 'Where', rows: ['country'], columns: 'period' });
const empty = { text: '', isEnglish: false };
const notes = notesOf(
  {
    ...{ title: 'Where', grids: [GRID], charts: [], notes: ['2026 is not finished'] },
    explain: {
      ...{ unit: '', source: '', rounding: '', method: '', footnotes: [], attribution: ['CC BY 4.0'] },
      sentences: { unit: [], source: [], rounding: [], method: [] },
      origin: { layer: 'reports', unit: 'incidents', asOf: ANSWER.asOf, k: 5, periods: ['2026-Q3'] },
    },
  },
  { unit: empty, source: empty, rounding: empty, method: { text: 'Drawn once', isEnglish: false } },
  locale,
);

describe('the notes of an export', () => {
  it('contain everything that must be read with the numbers, and no empty text', () => {
    expect(notes.map(({ text }) => text)).toEqual([
      ...['Where', '2026 is not finished', `asOf.label (${ANSWER.asOf})`, 'reading.note', 'Drawn once'],
      ...['AL, ME, XK', 'CC BY 4.0', '* footnote.xk'],
    ]);
  });

  it('name the members of a pooled row with the period, in which they may differ', () => {
    expect(notes.find(({ text }) => text.includes('AL'))?.name).toBe('code.pooled, 2026-Q3');
  });

  it('name every code', () => {
    expect(codeNames([GRID], locale)).toEqual({
      country: { RS: 'RS', BA: 'BA', 'not-broken-down': 'code.pooled' },
    });
  });
});

it('a sheet has the table as it looks, with the sign of silence and its meaning', () => {
  expect(screenRows([GRID], locale)).toEqual([
    ['Where'],
    ['figure.country', '2026-Q3'],
    ['RS', '≈\u00A020'],
    ['BA', '0–4 ○'],
    ['code.pooled', '≈\u00A05'],
    [],
    ['○ completeness.inWords.silent'],
  ]);
});
