import { dayOfIsoDate, isoDay, isoWeek, PERIOD_KINDS, type PeriodKind } from '@waylight/calendar';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverageOf, occurrenceOf, releasePeriodOfOccurrence } from './coverage.ts';
import {
  isReleasePeriod,
  nextReleasePeriod,
  periodKindOf,
  releaseMonthDays,
  releaseMonthOf,
  releasePeriodDays,
  releasePeriodOf,
  releasePeriodsWithin,
  releaseQuarterOf,
  releaseYearOf,
} from './release-periods.ts';

const day = (iso: string): number => dayOfIsoDate(iso)!;
/** 1970 to 2100. */
const days = fc.integer({ min: 0, max: 47_846 });
const kinds = fc.constantFrom(...PERIOD_KINDS);

describe('release periods', () => {
  test('a release month consists of the ISO weeks whose Thursday is in it', () => {
    const { fromDay, toDay } = releaseMonthDays('2025-03');
    expect([isoDay(fromDay), isoDay(toDay)]).toEqual(['2025-03-03', '2025-03-30']);
    // 1 January 2025 was a Wednesday: the week of 30 December has its Thursday in January.
    expect(isoDay(releaseMonthDays('2025-01').fromDay)).toBe('2024-12-30');
    expect(releaseMonthOf(day('2025-03-31'))).toBe('2025-04');
  });

  test.each([
    ['2024-12-29', '2024-W52', '2024-12', '2024-Q4', '2024'],
    ['2024-12-30', '2025-W01', '2025-01', '2025-Q1', '2025'],
    ['2021-01-03', '2020-W53', '2020-12', '2020-Q4', '2020'],
    ['2025-10-01', '2025-W40', '2025-10', '2025-Q4', '2025'],
    ['2025-09-29', '2025-W40', '2025-10', '2025-Q4', '2025'],
    ['1970-01-01', '1970-W01', '1970-01', '1970-Q1', '1970'],
  ])('%s lies in %s, %s, %s and %s', (iso, week, month, quarter, year) => {
    const of = day(iso);
    expect([isoWeek(of), releaseMonthOf(of), releaseQuarterOf(of), releaseYearOf(of)]).toEqual([
      week,
      month,
      quarter,
      year,
    ]);
  });

  test('periods of each kind partition the days', () => {
    fc.assert(
      fc.property(kinds, days, (kind, of) => {
        const id = releasePeriodOf(kind, of);
        const { fromDay, toDay } = releasePeriodDays(kind, id);
        expect(fromDay <= of && of <= toDay).toBe(true);
        expect(releasePeriodDays(kind, nextReleasePeriod(kind, id)).fromDay).toBe(toDay + 1);
        expect(releasePeriodOf(kind, toDay)).toBe(id);
        expect(releasePeriodOf(kind, fromDay - 1)).not.toBe(id);
      }),
    );
  });

  test('periods nest: each shorter period is within one longer period', () => {
    fc.assert(
      fc.property(days, (of) => {
        for (const [at, kind] of PERIOD_KINDS.entries()) {
          const inner = releasePeriodDays(kind, releasePeriodOf(kind, of));
          for (const wider of PERIOD_KINDS.slice(at)) {
            const outer = releasePeriodDays(wider, releasePeriodOf(wider, of));
            expect(outer.fromDay <= inner.fromDay && inner.toDay <= outer.toDay).toBe(true);
          }
        }
      }),
    );
  });

  test('weeks have 7 days, months 28 or 35, quarters 84 to 98, years 364 or 371', () => {
    const lengths: Record<PeriodKind, number[]> = {
      week: [7],
      month: [28, 35],
      quarter: [84, 91, 98],
      year: [364, 371],
    };
    fc.assert(
      fc.property(kinds, days, (kind, of) => {
        const { fromDay, toDay } = releasePeriodDays(kind, releasePeriodOf(kind, of));
        expect(lengths[kind]).toContain(toDay - fromDay + 1);
      }),
    );
  });

  test('any other text is not the id of a period', () => {
    for (const id of [
      '2025-13',
      '2025-3',
      '2025-W53',
      '2025-W00',
      '2025-Q5',
      '25',
      '2025-03-01',
      '0099',
      '',
    ]) {
      expect(periodKindOf(id)).toBeUndefined();
    }
    expect(isReleasePeriod('week', '2020-W53')).toBe(true);
    expect(PERIOD_KINDS.map((kind) => periodKindOf(releasePeriodOf(kind, 20_000)))).toEqual(PERIOD_KINDS);
    expect(() => releaseMonthDays('2025-Q1')).toThrow(RangeError);
  });
});

describe('imprecise dates', () => {
  test('an incident with only a month counts in that month, quarter and year, and in no week', () => {
    const occurrence = occurrenceOf(day('2025-03-01'), 'month');
    expect(PERIOD_KINDS.map((kind) => releasePeriodOfOccurrence(kind, occurrence))).toEqual([
      undefined,
      '2025-03',
      '2025-Q1',
      '2025',
    ]);
  });

  test('an incident with only a year counts only in that year', () => {
    const occurrence = occurrenceOf(day('2025-01-01'), 'year');
    expect(PERIOD_KINDS.map((kind) => releasePeriodOfOccurrence(kind, occurrence))).toEqual([
      undefined,
      undefined,
      undefined,
      '2025',
    ]);
  });

  test('the coverage of a period contains exactly the raw cells that count in it', () => {
    fc.assert(
      fc.property(
        kinds,
        days,
        days,
        fc.constantFrom('day', 'month', 'year'),
        (kind, of, other, precision) => {
          const id = releasePeriodOf(kind, of);
          const covered = coverageOf(kind, id);
          const occurrence = occurrenceOf(other, precision);
          const counts =
            occurrence.precision === 'day'
              ? covered.fromDay <= other && other <= covered.toDay
              : occurrence.precision === 'month'
                ? covered.dayUnknownMonths.includes(isoDay(other).slice(0, 7))
                : covered.monthUnknownYears.includes(isoDay(other).slice(0, 4));
          expect(counts).toBe(releasePeriodOfOccurrence(kind, occurrence) === id);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('the shorter periods of a longer one', () => {
  test('are within the longer period, oldest first, and cover it without a gap', () => {
    expect(releasePeriodsWithin('month', 'quarter', '2025-Q1')).toEqual(['2025-01', '2025-02', '2025-03']);
    expect(releasePeriodsWithin('quarter', 'year', '2025')).toEqual([
      '2025-Q1',
      '2025-Q2',
      '2025-Q3',
      '2025-Q4',
    ]);
    for (const [kind, of, id] of [
      ['week', 'month', '2025-03'],
      ['week', 'year', '2026'],
      ['month', 'year', '2024'],
    ] as const) {
      const { fromDay, toDay } = releasePeriodDays(of, id);
      const spans = releasePeriodsWithin(kind, of, id).map((one) => releasePeriodDays(kind, one));
      expect([spans[0]?.fromDay, spans.at(-1)?.toDay]).toEqual([fromDay, toDay]);
      for (const [n, span] of spans.slice(1).entries()) expect(span.fromDay).toBe((spans[n]?.toDay ?? 0) + 1);
    }
  });
});
