import fc from 'fast-check';
import { expect, it } from 'vitest';
import { holds, notesByPeriod } from './note-periods.ts';

const day = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const YEARS = Array.from({ length: 23 }, (_, at) => 2014 + at);
const two = (value: number) => String(value).padStart(2, '0');
const AXES = {
  years: YEARS.map(String),
  quarters: YEARS.flatMap((year) => [1, 2, 3, 4].map((quarter) => `${year}-Q${quarter}`)),
  months: YEARS.flatMap((year) => Array.from({ length: 12 }, (_, at) => `${year}-${two(at + 1)}`)),
};

it('a day lies in one year, one quarter and one month', () => {
  fc.assert(
    fc.property(day, (one) => {
      for (const axis of Object.values(AXES)) expect(axis.filter((id) => holds(id, one))).toHaveLength(1);
    }),
  );
});

it('a note is on the period of its day under its number, and on no axis that has none', () => {
  const notes = [{ day: '2026-01-03' }, { day: '2026-03-10' }, { day: '2026-03-29' }, { day: '2027-01-09' }];
  expect(notesByPeriod(notes, ['2026-02', '2026-03', '2026-10-?'])).toEqual(new Map([['2026-03', [2, 3]]]));
  expect(['2026-?', '2026-03-?', 'RS', ''].map((id) => holds(id, '2026-03-10'))).toEqual(
    Array(4).fill(false),
  );
});
