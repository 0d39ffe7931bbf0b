import type { JournalEntry, ReportContent } from '@waylight/simulator';
import { describe, expect, it } from 'vitest';
import { type Counting, countPeriods } from './counted-periods.ts';
import { shippedPlan } from './plan.ts';

const PLAN = shippedPlan('2025-01');
const INCIDENT: ReportContent = {
  occurredOn: '2025-02-12',
  country: 'RS',
  area: 'unknown',
  segment: 'not-at-border',
  type: 'pushback',
  perpetrator: 'police',
  method: 'unknown',
  personGroup: 'man',
  originRegion: 'southern-asia',
  shareWith: 'partners',
  victims: 2,
  service: 'none',
  serviceOutcome: 'none',
};

/** Days of 2025, since 1970-01-01. */
const day = (month: number, date: number) => Date.UTC(2025, month - 1, date) / 86_400_000;
const submitted = (changes: Partial<ReportContent>, on: number, reportId = 'sim-1'): JournalEntry => ({
  day: on,
  reportId,
  organisation: 'rs-1',
  kind: 'submitted',
  content: { ...INCIDENT, ...changes },
});

/** The cells above 0 of a table in a period: "row/column" and the count. */
function cellsOf(
  journal: readonly JournalEntry[],
  tableId: string,
  period: string,
  counting: Counting = 'at-closing',
) {
  const counted = countPeriods(PLAN, { journal, years: ['2025'], counting }).find(
    (one) => one.period === period,
  );
  const table = counted?.tables.find((one) => one.table.id === tableId && one.audience === 'partners');
  if (table === undefined) throw new Error(`no table ${tableId} was counted for ${period}`);
  return table.cells.flatMap((row, r) =>
    row.flatMap((count, c) => (count === 0 ? [] : [[`${table.rows[r]}/${table.columns[c]}`, count]])),
  );
}

/** The current counts above 0 of February in the first table that the first quarter contains. */
function februaryWithinQuarter(journal: readonly JournalEntry[]) {
  const counted = countPeriods(PLAN, { journal, years: ['2025'], counting: 'at-closing' });
  const quarter = counted.find(({ period }) => period === '2025-Q1');
  const february = quarter?.within.find(({ period }) => period === '2025-02');
  return february?.tables[0]?.cells.flat().filter(Boolean);
}

describe('a counted period', () => {
  it('contains the reports that were known when it closed: a late one counts only in the next longer period', () => {
    // February closes 21 days after its last day, on 21 March; the quarter 42 days after 31 March.
    const late = [submitted({}, day(3, 22))];
    expect(cellsOf(late, 'typegroup-month', '2025-02')).toEqual([]);
    expect(cellsOf(late, 'country-typegroup-quarter', '2025-Q1')).toEqual([['RS/border', 1]]);
    const inTime = [submitted({}, day(3, 21))];
    expect(cellsOf(inTime, 'typegroup-month', '2025-02')).toEqual([['all/border', 1]]);
  });

  it('contains no primary service that was declined or unavailable', () => {
    const counted = (serviceOutcome: string) =>
      cellsOf(
        [submitted({ service: 'medical', serviceOutcome }, day(3, 21))],
        'country-service-quarter',
        '2025-Q1',
      );
    for (const outcome of ['given', 'unknown']) expect(counted(outcome)).toEqual([['RS/medical', 1]]);
    for (const outcome of ['declined', 'unavailable']) expect(counted(outcome)).toEqual([['RS/none', 1]]);
  });

  it('contains corrections and no retracted reports, as of that day', () => {
    const content = { ...INCIDENT, country: 'BA' };
    const first = submitted({}, day(2, 12));
    const revised = { ...first, kind: 'revised', day: day(4, 1), content } as const;
    expect(cellsOf([first, revised], 'typegroup-month', '2025-02')).toEqual([['all/border', 1]]);
    expect(cellsOf([first, revised], 'country-typegroup-quarter', '2025-Q1')).toEqual([['BA/border', 1]]);
    const retracted = { ...first, kind: 'retracted', day: day(6, 1) } as const;
    expect(cellsOf([first, revised, retracted], 'country-quarter', '2025-Q1')).toEqual([['all/BA', 1]]);
    expect(cellsOf([first, revised, retracted], 'country-year', '2025')).toEqual([]);
  });

  it('counts a report of a month in its month, and a report of a year only in its year', () => {
    const journal = [
      submitted({ occurredOn: '2025-02' }, day(3, 1)),
      submitted({ occurredOn: '2025' }, day(3, 1), 'sim-2'),
    ];
    expect(cellsOf(journal, 'typegroup-month', '2025-02')).toEqual([['all/border', 1]]);
    expect(cellsOf(journal, 'country-year', '2025')).toEqual([['all/RS', 2]]);
    // In the end, each report is only in the shortest period that it fits into.
    expect(cellsOf(journal, 'country-year', '2025', 'in-the-end')).toEqual([['all/RS', 1]]);
  });

  it('counts a type within its group, merged by the plan, and an area within its country', () => {
    const journal = [submitted({ type: 'trafficking-labour', area: 'nowhere' }, day(2, 12))];
    expect(cellsOf(journal, 'type-month', '2025-02')).toEqual([['all/kidnapping-detention', 1]]);
    expect(cellsOf(journal, 'area-year', '2025')).toHaveLength(1);
  });

  it('leaves out reports that are not shared with the partners', () => {
    expect(cellsOf([submitted({ shareWith: 'country' }, day(2, 12))], 'country-year', '2025')).toEqual([]);
  });

  it('contains the current counts of its shorter periods, without reports retracted since they closed', () => {
    const first = submitted({}, day(2, 12));
    const journal: JournalEntry[] = [first, { ...first, kind: 'retracted', day: day(4, 1) }];
    expect(cellsOf(journal, 'typegroup-month', '2025-02')).toEqual([['all/border', 1]]);
    expect(februaryWithinQuarter(journal)).toEqual([]);
    expect(februaryWithinQuarter([...journal, submitted({}, day(4, 2), 'sim-2')])).toEqual([1]);
  });

  it('is for wider audiences only if it contains enough reports of three organisations', () => {
    const open = Array.from({ length: 160 }, (_, n) => ({
      ...submitted({ shareWith: 'public' }, day(6, 1), `sim-${n}`),
      organisation: `rs-${n % 3}`,
    }));
    const audiences = (journal: readonly JournalEntry[]) =>
      countPeriods(PLAN, { journal, years: ['2025'], counting: 'at-closing' })
        .filter(({ period }) => period === '2025')
        .flatMap((one) => one.audiences);
    expect(audiences(open.slice(0, 159))).toEqual(['partners']);
    expect(audiences(open)).toEqual(['partners', 'network', 'authorities', 'public']);
    expect(audiences(open.map((one) => ({ ...one, organisation: 'rs-0' })))).toEqual(['partners']);
  });
});
