import { dayNumber } from '@waylight/calendar';
import { describe, expect, it } from 'vitest';
import { answerCsv } from './answer-csv.ts';
import { answerOf, EXACT } from './answer-for-tests.ts';
import { answerTable } from './answer-table.ts';

const today = dayNumber(2026, 11, 27);
const LINE = '2026-11… not finished: counted up to 2026-11-27. Fewer there is no fall.';
const byMonth = answerOf(
  ['period', 'country'],
  [
    { period: '2026-10', country: 'MK', value: 12 },
    { period: '2026-11', country: 'MK', value: 3 },
    { period: '2026-11', country: 'RS', value: 1 },
  ],
  { layer: 'reports', period: 'month' },
);

describe('a month that is not over', () => {
  it.each([
    ['across', byMonth, 80, 'Country          2026-10  2026-11…  Total  Trend'],
    ['down', byMonth, 30, '2026-11…'],
    ['down by itself', answerOf(['period'], [{ period: '2026-11', value: 4 }]), 80, '2026-11…      4'],
  ])(
    'is marked where periods stand %s, and a line says up to when it is counted',
    (_, answer, columns, shown) => {
      const text = answerTable(answer, { ...EXACT, columns, today });
      expect(text).toContain(shown);
      expect(text.replaceAll('\n', ' ')).toContain(LINE);
      expect(text).not.toContain('2026-10…');
    },
  );

  it('says so in each of its rows of a CSV, which are copied out of it, and no other row does', async () => {
    const csv = await answerCsv(byMonth, { exact: true, today });
    const rows = csv.trim().split('\n').slice(1);
    expect(rows.map((row) => row.includes('not finished: up to 2026-11-27'))).toEqual([false, true, true]);
  });
});

it('nothing is marked once it is over, nor where nobody says what day it is: a released month never goes on', async () => {
  for (const day of [dayNumber(2026, 12, 1), undefined]) {
    const reading = day === undefined ? EXACT : { ...EXACT, today: day };
    expect(answerTable(byMonth, reading)).not.toMatch(/…|not finished/);
    expect(await answerCsv(byMonth, { exact: true, today: day })).not.toContain('not finished');
  }
});

it('what is asked of by no period goes on nowhere', () => {
  const answer = answerOf(['country'], [{ country: 'MK', value: 4 }], { layer: 'reports' });
  expect(answerTable(answer, { ...EXACT, today })).not.toMatch(/…|not finished/);
});

it('one of which a day is unknown goes on with its month', () => {
  const answer = answerOf(['period'], [{ period: '2026-11-?', value: 4 }], { period: 'month' });
  expect(answerTable(answer, { ...EXACT, today })).toContain('2026-11-?…');
});
