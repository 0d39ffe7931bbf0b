import { isoDay } from '@waylight/calendar';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReportDate } from './report-date.ts';

const ANY_DAY = fc.integer({ min: 0, max: 40_000 });

test('an ISO day is parsed exactly', () => {
  fc.assert(
    fc.property(ANY_DAY, (day) => {
      expect(parseReportDate(isoDay(day))).toEqual({ kind: 'day', precision: 'day', day });
    }),
  );
});

test('a date whose day and month could be swapped is ambiguous, and both dates are returned', () => {
  expect(parseReportDate('03/04/2025')).toEqual({
    kind: 'ambiguous',
    candidates: ['2025-04-03', '2025-03-04'],
  });
  expect(parseReportDate('3. 4. 2025.').kind).toBe('ambiguous');
});

test('a date that can be read in only one way is accepted', () => {
  for (const text of ['25/12/2025', '12/25/2025', '25.12.2025.', '2025/12/25', '25-12-2025']) {
    expect(parseReportDate(text), text).toMatchObject({ kind: 'day', day: 20_447 });
  }
  expect(parseReportDate('04/04/2025').kind).toBe('day');
});

test('without a format, a date with slashes gives its day, or is ambiguous with this day among the possible dates', () => {
  fc.assert(
    fc.property(ANY_DAY, (day) => {
      const [year, month, date] = isoDay(day).split('-');
      const read = parseReportDate(`${date}/${month}/${year}`);
      if (read.kind === 'ambiguous') expect(read.candidates).toContain(isoDay(day));
      else expect(read).toEqual({ kind: 'day', precision: 'day', day });
    }),
  );
});

test('with a format, a date has one meaning; text in another order is never read with day and month swapped', () => {
  expect(parseReportDate('03/04/2025', { format: 'd/m/y' })).toMatchObject({ day: 20_181 });
  expect(parseReportDate('03/04/2025', { format: 'm/d/y' })).toMatchObject({ day: 20_151 });
  expect(parseReportDate('12/25/2025', { format: 'd/m/y' }).kind).toBe('invalid');
  expect(parseReportDate('03/04/2025', { format: 'iso' }).kind).toBe('invalid');
});

test('a month and a year keep their precision', () => {
  expect(parseReportDate('2025-03')).toEqual({ kind: 'month', precision: 'month', year: 2025, month: 3 });
  expect(parseReportDate('03/2025')).toEqual({ kind: 'month', precision: 'month', year: 2025, month: 3 });
  expect(parseReportDate('2025')).toEqual({ kind: 'year', precision: 'year', year: 2025 });
});

test('other text is invalid with a reason, and a time of day is rejected', () => {
  for (const text of [
    '',
    'soon',
    '2025-02-30',
    '31/04/2025',
    '2025-13',
    '1/1/25',
    '2025-03-14T10:00',
    '0999-01-01',
  ]) {
    expect(parseReportDate(text).kind, text).toBe('invalid');
  }
  expect(parseReportDate('2025-03-14 00:00:00').kind).toBe('day');
});
