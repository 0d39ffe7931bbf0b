import { dayNumber, periodDays } from '@waylight/calendar';
import { type AUDIENCES, SHARE_WITH } from '@waylight/contracts/audiences';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countsFor } from './audiences.ts';
import { DEFAULT_RELEASE_PLAN } from './default-plan.ts';
import { closesOn } from './due-periods.ts';
import { type ReportToCount, releasesForReport } from './releases-for-report.ts';

const PLAN = { ...DEFAULT_RELEASE_PLAN, from: '2025-01' };
const DAY = dayNumber(2025, 3, 14);
const march: ReportToCount = { shareWith: 'public', occurredDay: DAY, precision: 'day', receivedDay: DAY };

const table = (id: string) => {
  const found = PLAN.tables.find((one) => one.id === id.split('.')[0]);
  if (found === undefined) throw new Error(`no table of ${id}`);
  return found;
};
const periodIn = (id: string): string => id.split('.')[1] ?? '';
const audienceOf = (id: string): string => id.split('.')[2] ?? '';

describe('the releases that could count a report', () => {
  const reports = fc.record({
    shareWith: fc.constantFrom(...SHARE_WITH),
    occurredDay: fc.integer({ min: dayNumber(2024, 10, 1), max: dayNumber(2026, 3, 1) }),
    precision: fc.constant('day' as const),
    receivedDay: fc.integer({ min: dayNumber(2025, 1, 1), max: dayNumber(2026, 3, 1) }),
  });

  it('are for audiences with which the report is shared, contain its day, and have not closed', () => {
    fc.assert(
      fc.property(reports, (report) => {
        const today = report.receivedDay;
        for (const id of releasesForReport(PLAN, report, today)) {
          const { period, dated } = table(id);
          const { fromDay, toDay } = periodDays(period, periodIn(id));
          const day = dated === 'received' ? report.receivedDay : report.occurredDay;
          expect(day >= fromDay && day <= toDay, id).toBe(true);
          if (dated === 'received')
            expect(report.receivedDay - report.occurredDay, id).toBeLessThanOrEqual(28);
          expect(countsFor(audienceOf(id) as (typeof AUDIENCES)[number], report.shareWith), id).toBe(true);
          expect(closesOn(table(id), periodIn(id)), id).toBeGreaterThanOrEqual(today);
        }
      }),
    );
  });

  it('are none for a report shared less widely than with partners, and in all tables for a public report', () => {
    expect(releasesForReport(PLAN, { ...march, shareWith: 'country' }, DAY)).toEqual([]);
    const tables = new Set(releasesForReport(PLAN, march, DAY).map((id) => id.split('.')[0]));
    expect([...tables]).toEqual(PLAN.tables.map(({ id }) => id));
  });

  it('are only yearly ones for a report with only a year, and exclude weeks for one with only a month', () => {
    const kinds = (precision: ReportToCount['precision'], occurredDay: number) =>
      new Set(
        releasesForReport(PLAN, { ...march, precision, occurredDay }, DAY).map((id) => table(id).period),
      );
    expect([...kinds('year', dayNumber(2025, 1, 1))]).toEqual(['year']);
    expect([...kinds('month', dayNumber(2025, 3, 1))].sort()).toEqual(['month', 'quarter', 'year']);
    expect([...kinds('day', DAY)].sort()).toEqual(['month', 'quarter', 'week', 'year']);
  });

  it('exclude closed periods, and periods before the plan begins', () => {
    const inJune = releasesForReport(PLAN, march, dayNumber(2025, 6, 30)).map(periodIn);
    expect([...new Set(inJune)]).toEqual(['2025']);
    const old = { ...march, occurredDay: dayNumber(2024, 3, 14) };
    expect(releasesForReport(PLAN, old, DAY)).toEqual([]);
  });
});
