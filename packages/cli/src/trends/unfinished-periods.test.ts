import { dayNumber } from '@waylight/calendar';
import { describe, expect, it } from 'vitest';
import { answerCsv } from './answer-csv.ts';
import { answerOf, EXACT } from './answer-for-tests.ts';
import { answerTable } from './answer-table.ts';

const today = dayNumber(2026, 11, 27);
const LINE = '2026-11… not finished: counted up to 2026-11-27. A lower number need not be a decrease.';
const byMonth = answerOf(
  ['period', 'country'],
  [
    { period: '2026-10', country: 'MK', value: 12 },
    { period: '2026-11', country: 'MK', value: 3 },
    { period: '2026-11', country: 'RS', value: 1 },
  ],
  { layer: 'reports', period: 'month' },
);

describe('an unfinished month', () => {
  it.each([
    ['as columns', byMonth, 80, 'Country          2026-10  2026-11…  Total  Trend'],
    ['as rows', byMonth, 30, '2026-11…'],
    ['as the only rows', answerOf(['period'], [{ period: '2026-11', value: 4 }]), 80, '2026-11…      4'],
  ])('is marked with periods %s, and a line has the day of counting', (_, answer, columns, shown) => {
    const text = answerTable(answer, { ...EXACT, columns, today });
    expect(text).toContain(shown);
    expect(text.replaceAll('\n', ' ')).toContain(LINE);
    expect(text).not.toContain('2026-10…');
  });

  it('has a note in each of its CSV rows; other rows have no note', async () => {
    const csv = await answerCsv(byMonth, { exact: true, today });
    const rows = csv.trim().split('\n').slice(1);
    expect(rows.map((row) => row.includes('not finished: up to 2026-11-27'))).toEqual([false, true, true]);
  });
});

it('a finished month has no mark; without a day no month has a mark, because released months never change', async () => {
  for (const day of [dayNumber(2026, 12, 1), undefined]) {
    const format = day === undefined ? EXACT : { ...EXACT, today: day };
    expect(answerTable(byMonth, format)).not.toMatch(/…|not finished/);
    expect(await answerCsv(byMonth, { exact: true, today: day })).not.toContain('not finished');
  }
});

it('an answer without periods has no mark', () => {
  const answer = answerOf(['country'], [{ country: 'MK', value: 4 }], { layer: 'reports' });
  expect(answerTable(answer, { ...EXACT, today })).not.toMatch(/…|not finished/);
});

it('a date with an unknown day is unfinished until its month is finished', () => {
  const answer = answerOf(['period'], [{ period: '2026-11-?', value: 4 }], { period: 'month' });
  expect(answerTable(answer, { ...EXACT, today })).toContain('2026-11-?…');
});
