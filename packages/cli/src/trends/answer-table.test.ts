import { describe, expect, it } from 'vitest';
import { answerOf, EXACT, ROUNDED } from './answer-for-tests.ts';
import { answerTable } from './answer-table.ts';

const byYearAndCountry = answerOf(
  ['period', 'country'],
  [
    { period: '2022', country: 'RS', value: 1 },
    { period: '2022', country: 'XK', value: 2 },
    { period: '2024', country: 'RS', value: 8 },
    { period: '2024-?', country: 'RS', value: 1 },
  ],
);

const table = (text: string): string[] =>
  text.split('\n').slice(2, text.split('\n').indexOf('Incidents.') - 1);

describe('a table of an exact answer', () => {
  it('has labels, totals, a sparkline over periods, and all notes', () => {
    expect(answerTable(byYearAndCountry, EXACT)).toBe(
      `Incidents in the public record, by year, country

Country  2022  2023  2024  2024-?  Total  Trend
───────  ────  ────  ────  ──────  ─────  ─────
Kosovo*     2     0     0       0      2  █▁▁
Serbia      1     0     8       1     10  ▂▁█
───────  ────  ────  ────  ──────  ─────  ─────
Total       3     0     8       1     12  ▄▁█

Incidents.
The public record.
Source: A source, CC BY 4.0
* XK: a footnote
As of public-record@0123`,
    );
  });

  it('is in the language of its labels', () => {
    expect(table(answerTable(byYearAndCountry, { ...EXACT, language: 'sr-Cyrl' }))[0]).toBe(
      'Земља    2022  2023  2024  2024-?  Укупно  Тренд',
    );
  });

  it('has a row and a bar for each period without other dimensions', () => {
    const answer = answerOf(
      ['period'],
      [
        { period: '2022', value: 5 },
        { period: '2024', value: 10 },
      ],
    );
    expect(table(answerTable(answer, EXACT))).toEqual([
      'Period  Total  Trend',
      '──────  ─────  ────────────────────',
      '2022        5  ██████████',
      '2023        0',
      '2024       10  ████████████████████',
      '──────  ─────  ────────────────────',
      'Total      15',
    ]);
  });

  it('without periods, has the last dimension as columns, with unknown values last', () => {
    const answer = answerOf(
      ['country', 'cause'],
      [
        { country: 'unknown', cause: 'drowning', value: 1 },
        { country: 'AL', cause: 'none', value: 2 },
        { country: 'AL', cause: 'unknown', value: 3 },
      ],
    );
    expect(table(answerTable(answer, EXACT))).toEqual([
      'Country  Drowning  None  Mixed or unknown  Total',
      '───────  ────────  ────  ────────────────  ─────',
      'Albania         0     2                 3      5',
      'Unknown         1     0                 0      1',
      '───────  ────────  ────  ────────────────  ─────',
      'Total           1     2                 3      6',
    ]);
  });

  it('stays within the terminal: periods are rows if they do not fit as columns', () => {
    const months = Array.from({ length: 12 }, (_, i) => `2025-${String(i + 1).padStart(2, '0')}`);
    const answer = answerOf(
      ['period', 'country'],
      months.map((period, i) => ({ period, country: i % 2 === 0 ? 'AL' : 'MK', value: i })),
      { period: 'month' },
    );
    const lines = table(answerTable(answer, EXACT));
    expect(lines[0]).toBe('Period   Albania  North Macedonia  Total');
    expect(lines.slice(-3)).toEqual([
      'Trend',
      'Albania          ▁▁▂▁▄▁▅▁▇▁█▁',
      'North Macedonia  ▁▂▁▃▁▄▁▅▁▇▁█',
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('is split into several tables if neither layout fits, without losing a number', () => {
    const months = Array.from({ length: 12 }, (_, i) => `2025-${String(i + 1).padStart(2, '0')}`);
    const countries = ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'];
    const answer = answerOf(
      ['period', 'country'],
      months.flatMap((period, i) =>
        countries.map((country, j) => ({ period, country, value: 100 + 10 * i + j })),
      ),
      { period: 'month' },
    );
    const text = answerTable(answer, { ...EXACT, columns: 60 });
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    for (const { value } of answer.cells) expect(text).toMatch(new RegExp(` ${value}( |$)`, 'm'));
  });

  it('states that nothing is counted instead of an empty table', () => {
    expect(answerTable(answerOf(['period'], []), EXACT)).toContain('Nothing is counted here');
    const rounded = answerTable(answerOf(['period'], []), { ...EXACT, exact: false });
    expect(rounded).toContain('Not broken down here');
    expect(rounded).not.toContain('every cell is 0');
  });
});

describe('a table of a released answer', () => {
  const released = answerOf(
    ['period', 'typeGroup'],
    [
      { period: '2025-01', typeGroup: 'border', value: 0 },
      { period: '2025-01', typeGroup: 'other-or-unknown', value: 5 },
      { period: '2025-02', typeGroup: 'border', value: 10 },
    ],
    { layer: 'reports', period: 'month' },
  );

  it('puts numbers in words and never adds up rounded numbers', () => {
    expect(table(answerTable(released, ROUNDED))).toEqual([
      'Type group        2025-01   2025-02  Trend',
      '────────────────  ───────  ────────  ─────',
      'Border practices      0–4  about 10  ▁█',
      'Other or unknown  about 5         –  █',
    ]);
  });

  it('has the totals of the release, and no totals if the release has none', () => {
    const drawnTotals = new Map([
      ['2025-01', 10],
      ['2025-02', 0],
    ]);
    expect(table(answerTable(released, { ...ROUNDED, drawnTotals })).slice(-2)).toEqual([
      '────────────────  ────────  ────────  ─────',
      'Total             about 10       0–4  █▁',
    ]);
    const narrow = answerTable(released, { ...ROUNDED, drawnTotals, columns: 20 });
    expect(narrow).toMatch(/^Total +about 10$/m);
    const total = new Map([['', 25]]);
    const once = answerOf(
      ['country'],
      [
        { country: 'AL', value: 5 },
        { country: 'MK', value: 10 },
      ],
      { layer: 'reports' },
    );
    expect(answerTable(once, { ...ROUNDED, drawnTotals: total })).toMatch(/^Total +about 25$/m);
    expect(answerTable(once, ROUNDED)).not.toContain('Total');
  });

  it('puts a single number in the same words', () => {
    expect(answerTable(answerOf([], [{ value: 0 }]), ROUNDED)).toContain('\nTotal  0–4\n');
  });
});
