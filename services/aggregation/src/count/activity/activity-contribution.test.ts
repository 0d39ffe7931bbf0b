import { dayNumber, isoMonth, periodDays, periodsOverlapping } from '@waylight/calendar';
import { Country } from '@waylight/contracts/incident';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityEvent } from '../../testing/activity-events.ts';
import {
  type ActivityCell,
  activityContributionOf,
  addActivity,
  decodeActivityCell,
  decodeActivityContribution,
  EMPTY_ACTIVITY,
  eachActivityDelta,
  encodeActivityCell,
  encodeActivityContribution,
  monthsCovered,
} from './activity-contribution.ts';

const day = fc.integer({ min: dayNumber(2024, 1, 1), max: dayNumber(2026, 12, 31) });
const span = fc.tuple(day, fc.integer({ min: 0, max: 365 })).map(([fromDay, days]) => ({
  fromDay,
  toDay: fromDay + days,
}));
/** A start of a ledger; 0 in events of versions before 0.5.0. */
const start = fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 2n ** 53n }));
const figure = fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: undefined });

describe('the months of an activity report', () => {
  it('are exactly one for a record of one calendar month', () => {
    for (let month = 1; month <= 12; month++) {
      const id = `2025-${String(month).padStart(2, '0')}`;
      expect(monthsCovered(dayNumber(2025, month, 1), dayNumber(2025, month + 1, 1) - 1)).toEqual([id]);
    }
  });

  it('are one for a day or week, and all months for a quarter or year', () => {
    expect(monthsCovered(dayNumber(2025, 3, 12), dayNumber(2025, 3, 12))).toEqual(['2025-03']);
    // A week with its middle in May.
    expect(monthsCovered(dayNumber(2025, 4, 28), dayNumber(2025, 5, 4))).toEqual(['2025-05']);
    const quarter = ['2025-01', '2025-02', '2025-03'];
    expect(monthsCovered(dayNumber(2025, 1, 1), dayNumber(2025, 3, 31))).toEqual(quarter);
    expect(monthsCovered(dayNumber(2025, 1, 1), dayNumber(2025, 12, 31))).toHaveLength(12);
  });

  it('are sorted, at most thirteen, and include the month of the middle day of the record', () => {
    fc.assert(
      fc.property(span, ({ fromDay, toDay }) => {
        const months = monthsCovered(fromDay, toDay);
        expect(months).toContain(isoMonth(Math.floor((fromDay + toDay) / 2)));
        expect(periodsOverlapping('month', { fromDay, toDay })).toEqual(expect.arrayContaining(months));
        expect([...months].sort()).toEqual(months);
        expect(months.length).toBeLessThanOrEqual(13);
        for (const month of periodsOverlapping('month', { fromDay, toDay })) {
          const days = periodDays('month', month);
          if (fromDay <= days.fromDay && toDay >= days.toDay) expect(months).toContain(month);
        }
      }),
    );
  });
});

describe('the contribution of an activity report', () => {
  it('counts only for the country of the node, even if the record states no country', () => {
    const countryOf = (country: Country) =>
      activityContributionOf(activityEvent({ reference: 1, activity: { country } })).counted?.country;
    expect(countryOf(Country.MK)).toBe(Country.MK);
    expect(countryOf(Country.RS)).toBeUndefined();
    expect(countryOf(Country.UNKNOWN)).toBe(Country.MK);
    expect(countryOf(Country.UNSPECIFIED)).toBe(Country.MK);
    expect(countryOf(Country.GR)).toBeUndefined();
  });

  it('consists of monthly parts that add up to the figures of the record; subtracting them leaves empty cells', () => {
    fc.assert(
      fc.property(span, fc.boolean(), figure, figure, (days, present, fieldVisits, staffDays) => {
        const event = activityEvent({ reference: 1, activity: { ...days, present, fieldVisits, staffDays } });
        const { counted } = activityContributionOf(event);
        const sums = new Map<string, ActivityCell>();
        const add = (bucket: string, field: string, delta: ActivityCell) =>
          sums.set(
            `${bucket} ${field}`,
            addActivity(sums.get(`${bucket} ${field}`) ?? EMPTY_ACTIVITY, delta),
          );
        eachActivityDelta(counted, 1, add);
        const all = [...sums.values()].reduce(addActivity, EMPTY_ACTIVITY);
        expect(all).toMatchObject({
          records: counted?.months.length,
          visits: fieldVisits ?? 0,
          days: staffDays ?? 0,
        });
        for (const cell of sums.values()) {
          expect(cell.visits).toBeGreaterThanOrEqual(0);
          expect(cell.visitsStated).toBe(fieldVisits === undefined ? 0 : 1);
          expect(cell.present).toBe(present ? 1 : 0);
        }
        eachActivityDelta(counted, -1, add);
        for (const cell of sums.values()) expect(encodeActivityCell(cell)).toBeNull();
      }),
    );
  });

  it('is the same after encoding and decoding', () => {
    fc.assert(
      fc.property(
        start,
        span,
        fc.boolean(),
        figure,
        figure,
        (start, days, present, fieldVisits, staffDays) => {
          const event = activityEvent({
            reference: 1,
            start,
            revision: 7,
            organisation: 112,
            activity: { ...days, present, fieldVisits, staffDays },
          });
          const contribution = activityContributionOf(event);
          expect(decodeActivityContribution(encodeActivityContribution(contribution))).toEqual(contribution);
        },
      ),
    );
    // A store of a version before 0.5.0 has no starts.
    expect(decodeActivityContribution('4')).toEqual({ start: 0n, revision: 4, counted: undefined });
    const cell = { records: 3, present: 2, visitsStated: 1, visits: 12, daysStated: 0, days: 0 };
    expect(decodeActivityCell(encodeActivityCell(cell))).toEqual(cell);
  });
});
