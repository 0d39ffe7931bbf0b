import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mondayOf, thursdayOf } from './days.ts';
import {
  dateOf,
  dayNumber,
  dayOfInstant,
  dayOfIsoDate,
  daysOf,
  existingDay,
  isoDay,
  isoMonth,
  isoQuarter,
  isoWeek,
  isoYear,
  monthsBefore,
  nextPeriod,
  PERIOD_KINDS,
  periodDays,
  periodKindOf,
  periodOf,
  periodsOverlapping,
  periodsWithin,
} from './index.ts';

const days = fc.integer({ min: -20_000, max: 60_000 });

describe('the calendar', () => {
  it('maps every period label to exactly its days', () => {
    fc.assert(
      fc.property(days, (day) => {
        for (const label of [isoDay, isoWeek, isoMonth, isoQuarter, isoYear]) {
          const range = daysOf(label(day));
          expect(range && range.fromDay <= day && day <= range.toDay, label(day)).toBe(true);
          expect(label(range?.fromDay ?? 0)).toBe(label(day));
          expect(label(range?.toDay ?? 0)).toBe(label(day));
          expect(label((range?.toDay ?? 0) + 1)).not.toBe(label(day));
        }
      }),
    );
  });

  it('counts ISO weeks correctly across the turn of a year', () => {
    expect(isoWeek(dayNumber(2024, 12, 30))).toBe('2025-W01');
    expect(isoWeek(dayNumber(2021, 1, 3))).toBe('2020-W53');
    expect(isoWeek(dayNumber(2026, 12, 31))).toBe('2026-W53');
  });

  it('returns no days for other text', () => {
    for (const label of [
      '',
      '2025-13',
      '2025-00',
      '2025-02-30',
      '2025-W54',
      '2025-W00',
      '2025-Q5',
      '25',
      '0099',
      '9999',
      '9999-W01',
      'x',
    ])
      expect(daysOf(label), label).toBeUndefined();
  });

  it('parses every date that it formats, and no other text', () => {
    fc.assert(
      fc.property(days, (day) => {
        const { year, month, day: ofMonth } = dateOf(day);
        expect([dayOfIsoDate(isoDay(day)), existingDay(year, month, ofMonth)]).toEqual([day, day]);
      }),
    );
    const others = ['2025-02-29', '2025-00-10', '2025-04-31', '2025-3-1', '0099-01-01', 'yesterday'];
    expect(others.map(dayOfIsoDate)).toEqual(others.map(() => undefined));
  });

  it('carries months after the twelfth over into the next year', () => {
    expect(isoDay(dayNumber(2025, 13, 1))).toBe('2026-01-01');
  });

  it('subtracts at most the given number of months', () => {
    expect(
      [
        ['2026-03-15', 36],
        ['2024-02-29', 12],
        ['2026-01-31', 2],
      ].map(([day, months]) => isoDay(monthsBefore(dayOfIsoDate(String(day)) ?? 0, Number(months)))),
    ).toEqual(['2023-03-15', '2023-03-01', '2025-12-01']);
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 100 }), (day, months) => {
        const { year, month } = dateOf(day);
        expect(monthsBefore(day, months)).toBeGreaterThanOrEqual(dayNumber(year, month - months, 1));
        expect(monthsBefore(day, months)).toBeLessThanOrEqual(day);
      }),
    );
  });

  it('assigns every day to the week from its Monday to the following Sunday', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [monday, thursday] = [mondayOf(day), thursdayOf(day)];
        expect([monday, thursday].map((at) => new Date(at * 86_400_000).getUTCDay())).toEqual([1, 4]);
        expect(monday <= day && day <= monday + 6 && thursday === monday + 3).toBe(true);
      }),
    );
  });

  it('returns the day of an instant, also before 1970', () => {
    expect(
      ['2025-03-14T00:00:00Z', '2025-03-14T23:59:59.999Z', '1969-12-31T12:00:00Z'].map((text) =>
        isoDay(dayOfInstant(Date.parse(text))),
      ),
    ).toEqual(['2025-03-14', '2025-03-14', '1969-12-31']);
  });
});

describe('periods', () => {
  const kinds = fc.constantFrom(...PERIOD_KINDS);
  /** 1970 to 2100. */
  const days = fc.integer({ min: 0, max: 47_846 });

  it('of each kind partition the days', () => {
    fc.assert(
      fc.property(kinds, days, (kind, day) => {
        const id = periodOf(kind, day);
        const { fromDay, toDay } = periodDays(kind, id);
        expect(periodKindOf(id)).toBe(kind);
        expect(fromDay <= day && day <= toDay).toBe(true);
        expect(periodDays(kind, nextPeriod(kind, id)).fromDay).toBe(toDay + 1);
        expect([periodOf(kind, toDay), periodOf(kind, fromDay - 1) === id]).toEqual([id, false]);
      }),
    );
  });

  it('of the last year have overlapping and next periods', () => {
    for (const kind of PERIOD_KINDS)
      for (const id of periodsWithin(kind, 'year', '9998')) {
        expect(periodsOverlapping('week', daysOf(id)!).length).toBeGreaterThan(0);
        expect(periodDays(kind, nextPeriod(kind, id)).fromDay).toBe(daysOf(id)!.toDay + 1);
      }
  });

  it('of months nest in quarters and years', () => {
    expect(periodsWithin('month', 'quarter', '2025-Q1')).toEqual(['2025-01', '2025-02', '2025-03']);
    expect(periodsWithin('month', 'month', '2025-03')).toEqual(['2025-03']);
    expect(periodsWithin('quarter', 'year', '2025')).toEqual(['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']);
    expect(periodsWithin('month', 'year', '2024')).toHaveLength(12);
  });

  it('of weeks that cross the end of a month are in no month', () => {
    expect(periodsWithin('week', 'month', '2025-03')).toEqual([
      '2025-W10',
      '2025-W11',
      '2025-W12',
      '2025-W13',
    ]);
    const march = periodDays('month', '2025-03');
    expect(periodsOverlapping('week', march)).toHaveLength(6);
  });

  it('of another kind, and other text, are refused', () => {
    for (const id of ['2025-13', '2025-3', '2025-W53', '2025-Q5', '2025-03-01', '0099', ''])
      expect(periodKindOf(id)).toBeUndefined();
    expect(periodKindOf('2020-W53')).toBe('week');
    expect(() => periodDays('month', '2025-Q1')).toThrow(RangeError);
  });
});
