import { dayOfIsoDate } from '@waylight/calendar';
import { AUDIENCES } from '@waylight/contracts/audiences';
import { describe, expect, test } from 'vitest';
import { explainPlan } from '../release/explain-plan.ts';
import { codeFor, codesOf } from './axis.ts';
import { DEFAULT_RELEASE_PLAN, ONE_TABLE_PLAN } from './default-plan.ts';
import { closesOn, duePeriods, firstPeriodOf, releaseIdOf } from './due-periods.ts';
import { audiencesOf, mayReadTable } from './planned-table.ts';
import { parseReleasePlan, type ReleasePlan } from './release-plan.ts';

const day = (iso: string): number => dayOfIsoDate(iso)!;
const PLAN: ReleasePlan = { ...ONE_TABLE_PLAN, from: '2025-01' };
const TABLE = PLAN.tables[0]!;

/** Paths of the problems of the shipped plan with these changes. */
function problemsOf(changes: object, tableChanges: object = {}): string[] {
  const tables = ONE_TABLE_PLAN.tables.map((table) => ({ ...table, ...tableChanges }));
  const parsed = parseReleasePlan({ ...ONE_TABLE_PLAN, tables, ...changes });
  return parsed.ok ? [] : parsed.problems.map((problem) => problem.slice(0, problem.indexOf(':')));
}

describe('the release plan', () => {
  test('ships with one table: country × type group × month, for partners', () => {
    expect(PLAN.tables.map(({ id, audience, period }) => [id, audience, period])).toEqual([
      ['minimal-month', 'partners', 'month'],
    ]);
    expect(codesOf(TABLE.rows)).toEqual(['AL', 'BA', 'ME', 'MK', 'RS', 'XK', 'other-or-unknown']);
  });

  test('a value without a row of its own counts in the rest, so that totals are complete', () => {
    expect(codeFor(TABLE.rows, 'XK')).toBe('XK');
    expect(codeFor(TABLE.rows, 'GR')).toBe('other-or-unknown');
    expect(codeFor(TABLE.columns, 'unknown')).toBe('other-or-unknown');
    expect(codeFor({ dimension: 'country', values: ['MK'] }, 'GR')).toBeUndefined();
  });

  test.each<[string, object, object, string]>([
    ['a base under 5', { base: 3 }, {}, 'base'],
    ['a base that is too large', { base: 25 }, {}, 'base'],
    ['a founding month that does not exist', { from: '2025-13' }, {}, 'from'],
    ['no tables', { tables: [] }, {}, 'tables'],
    ['a misspelt key', { form: '2025-01' }, {}, ''],
    ['an unknown audience', {}, { audience: 'press' }, 'tables.0.audience'],
    ['the public record', {}, { layer: 'public-record' }, 'tables.0.layer'],
    ['victims', {}, { unit: 'victims' }, 'tables.0.unit'],
    ['a wider audience that is the same', {}, { alsoFor: ['partners'] }, 'tables.0.alsoFor'],
    [
      'a wider audience that is narrower',
      {},
      { audience: 'network', alsoFor: ['partners'] },
      'tables.0.alsoFor',
    ],
    ['a period that closes at once', {}, { closesAfterDays: 0 }, 'tables.0.closesAfterDays'],
    ['a table named twice', { tables: [TABLE, TABLE] }, {}, 'tables'],
    ['one dimension crossed with itself', {}, { columns: TABLE.rows }, 'tables.0.columns.dimension'],
    [
      'a row named twice',
      {},
      { rows: { dimension: 'country', values: ['MK', 'MK'] } },
      'tables.0.rows.values',
    ],
  ])('rejects %s with its path', (_, changes, tableChanges, path) => {
    expect(problemsOf(changes, tableChanges)).toEqual([path]);
  });

  test.each<[string, object, object, string]>([
    ['a missing table', {}, { partsOf: 'another' }, 'names no table of this plan'],
    [
      'other columns',
      { columns: { dimension: 'typeGroup', values: ['border'] } },
      {},
      'the same rows and columns',
    ],
    ['another audience', { audience: 'network' }, {}, 'the same audience'],
    ['periods that are not shorter', { period: 'quarter' }, {}, 'shorter periods'],
    ['one that closes later', { closesAfterDays: 50 }, {}, 'closesAfterDays is not above'],
    [
      'one that is also for the same wider audience',
      { alsoFor: ['network'] },
      { alsoFor: ['network'] },
      'without network in alsoFor',
    ],
  ])('rejects coupling a table to %s', (_, month, quarter, problem) => {
    const coupled = { ...TABLE, id: 'quarter', period: 'quarter', closesAfterDays: 42, partsOf: TABLE.id };
    const plan = (changes: object, more: object) => ({
      ...PLAN,
      tables: [
        { ...TABLE, ...changes },
        { ...coupled, ...more },
      ],
    });
    expect(parseReleasePlan(plan({}, {}))).toMatchObject({ ok: true });
    const refused = parseReleasePlan(plan(month, quarter));
    expect(refused.ok ? '' : refused.problems.join()).toContain(problem);
  });

  test('rejects breakdowns that count reports twice, and rows that differ from those of the broken-down table', () => {
    const split = { ...TABLE, splits: { table: TABLE.id, from: 20 } };
    const segments = { dimension: 'segment', values: ['RS-HU'], rest: 'other' };
    const all = { dimension: 'all', values: ['all'] };
    const types = { dimension: 'type', values: ['pushback'], rest: 'other' };
    const refusals = (...tables: object[]) => {
      const parsed = parseReleasePlan({ ...PLAN, tables: [TABLE, ...tables] });
      return parsed.ok ? '' : parsed.problems.join();
    };
    const region = { ...split, id: 'region', rows: all, columns: segments };
    expect(refusals(region)).toBe('');
    const countries = { ...split, id: 'countries', columns: segments };
    // The columns of the second table add up to the first, which is drawn before.
    expect(refusals(region, countries)).toBe('');
    expect(refusals(countries, region)).toContain('drawn independently of countries');
    const fewer = { ...segments, values: ['RS-BA'] };
    expect(refusals(region, { ...countries, columns: fewer })).toContain('drawn independently of region');
    expect(refusals(countries, { ...countries, id: 'again' })).toContain('drawn independently of countries');
    expect(refusals({ ...split, id: 'types', rows: all, columns: types })).toContain(
      'count each typeGroup a second time',
    );
    const few = { dimension: 'country', values: ['RS', 'BA'] };
    expect(refusals({ ...split, id: 'few', rows: few, columns: segments })).toContain('exactly these rows');
    const others = { ...TABLE.rows, merged: { RS: ['HU'] } };
    expect(refusals({ ...split, id: 'merged', rows: others, columns: segments })).toContain(
      'exactly these rows',
    );
  });

  test('accepts sums of victims only for a yearly table of group sizes, each size on its own', () => {
    const refusals = (changes: object) => {
      const tables = DEFAULT_RELEASE_PLAN.tables.map((table) =>
        table.id === 'country-groupsize-year' ? { ...table, ...changes } : table,
      );
      const parsed = parseReleasePlan({ ...DEFAULT_RELEASE_PLAN, tables });
      return parsed.ok ? [] : parsed.problems.filter((problem) => problem.includes('victims'));
    };
    const { columns } = DEFAULT_RELEASE_PLAN.tables.find(({ id }) => id === 'country-groupsize-year')!;
    const few = { ...columns, values: ['one', 'two-to-four', 'ten-or-more'] };
    const merged = { ...columns, merged: { one: ['none'] } };
    expect(refusals({})).toEqual([]);
    for (const changes of [
      { columns: few },
      { columns: merged },
      { columns: { dimension: 'method', values: ['van'], rest: 'other' } },
      { period: 'quarter' },
      { splits: undefined },
      { victims: { from: 19 } },
    ])
      expect(refusals(changes), JSON.stringify(changes)).toEqual([expect.stringContaining('.victims')]);
  });

  test('rejects tables that would be drawn independently: the same table twice, other dimensions, another period', () => {
    const [type, week] = [
      { ...TABLE, id: 'second' },
      { ...TABLE, id: 'quarter', period: 'quarter' as const },
    ];
    const cross = { ...TABLE, id: 'cross', columns: { dimension: 'personGroup', values: ['woman'] } };
    for (const other of [type, week, cross]) {
      const refused = parseReleasePlan({ ...PLAN, tables: [TABLE, other] });
      expect(refused.ok ? [] : refused.problems).toEqual([
        expect.stringMatching(/^tables\.1: would be drawn independently of minimal-month/),
      ]);
    }
    const quarter = { ...TABLE, period: 'quarter' as const, closesAfterDays: 42, partsOf: TABLE.id };
    const forked = [TABLE, { ...quarter, id: 'one' }, { ...quarter, id: 'other' }];
    expect(parseReleasePlan({ ...PLAN, tables: forked })).toMatchObject({ ok: false });
  });

  describe('of two tables for one kind of period', () => {
    const all = { dimension: 'all', values: ['all'] };
    const region = { ...TABLE, rows: all, columns: all };
    const country = { ...TABLE, rows: all, columns: TABLE.rows };
    const problemsOfTables = (...tables: object[]): readonly string[] => {
      const parsed = parseReleasePlan({ ...PLAN, tables });
      return parsed.ok ? [] : parsed.problems;
    };
    const months = [
      { ...region, id: 'region-month' },
      { ...country, id: 'country-month', splits: { table: 'region-month', from: 0 } },
    ];
    const regionByQuarter = {
      ...region,
      ...{ id: 'region-quarter', period: 'quarter', closesAfterDays: 42, partsOf: 'region-month' },
    };
    const countryByQuarter = {
      ...country,
      ...{ id: 'country-quarter', period: 'quarter', closesAfterDays: 42, partsOf: 'country-month' },
    };

    // A period is released once, so the second table would never be due.
    test('rejects the second if it breaks down no other', () => {
      expect(problemsOfTables(...months, regionByQuarter, countryByQuarter)).toEqual([
        expect.stringMatching(/^tables\.3: would be drawn independently of region-quarter/),
      ]);
    });

    test.each([
      ['breaks down the first', { splits: { table: 'region-quarter', from: 0 } }, 0],
      ['breaks down no other', {}, 1],
    ])('rejects the second if it %s and closes on another day', (_, change, others) => {
      const late = { ...countryByQuarter, ...change, closesAfterDays: 60 };
      const problems = problemsOfTables(...months, regionByQuarter, late);
      expect(problems).toHaveLength(1 + others);
      expect(problems).toContain(
        'tables.3.closesAfterDays: region-quarter closes 42 days after its period, country-quarter 60 days: write the same number in every table with period quarter, because a period is released once',
      );
    });
  });

  test('rejects a table of a longer period that counts the same reports as a shorter one and is not coupled', () => {
    const changed = (id: string, change: object) => ({
      ...DEFAULT_RELEASE_PLAN,
      tables: DEFAULT_RELEASE_PLAN.tables.map((table) => (table.id === id ? { ...table, ...change } : table)),
    });
    const alone = parseReleasePlan(changed('country-type-year', { partsOf: undefined }));
    const uncoupledType = expect.stringMatching(/counts the same reports as country-type-quarter in longer/);
    // The exact types of the year also count the types of the quarters.
    expect(alone.ok ? [] : alone.problems).toEqual([uncoupledType, uncoupledType]);
    // These tables are coupled through another table.
    expect(parseReleasePlan(changed('segment-year', {})).ok).toBe(true);
    const margin = parseReleasePlan(changed('country-quarter', { partsOf: undefined }));
    expect(margin.ok ? [] : margin.problems).toContainEqual(
      expect.stringMatching(/partsOf: counts the same reports as country-month in longer periods/),
    );
    const uncoupled = parseReleasePlan(changed('segment-quarter', { partsOf: undefined }));
    // The quarter, the year, and their breakdowns by type group.
    expect(uncoupled.ok ? [] : uncoupled.problems).toHaveLength(4);
  });

  test('accepts authorities and the public like any other audience', () => {
    expect(problemsOf({}, { alsoFor: ['network', 'authorities', 'public'] })).toEqual([]);
    expect(problemsOf({}, { audience: 'public' })).toEqual([]);
  });

  test('lets a reader read a table if at least one of its audiences includes the reader', () => {
    const table = { ...TABLE, alsoFor: ['network'] } as const;
    expect(audiencesOf(table)).toEqual(['partners', 'network']);
    const readers = (of: typeof TABLE) => AUDIENCES.filter((reader) => mayReadTable(reader, of));
    expect(readers(TABLE)).toEqual(['partners']);
    expect(readers(table)).toEqual(['partners', 'network']);
  });

  test('returns problems, and does not throw, for input that is not a plan', () => {
    for (const input of [undefined, null, 'plan', [], {}]) expect(parseReleasePlan(input).ok).toBe(false);
  });

  test('explains the wider audiences of a table', () => {
    const plan: ReleasePlan = { ...PLAN, tables: [{ ...TABLE, alsoFor: ['network'] }] };
    expect(explainPlan(plan).join('\n')).toContain(
      'for the member organisations; for the network of reporting organisations, counted from what is shared that widely.',
    );
  });

  test('explains approval by all members only if a table is for authorities or the public', () => {
    const withPublic: ReleasePlan = { ...PLAN, tables: [{ ...TABLE, alsoFor: ['public'] }] };
    expect(explainPlan(withPublic).join('\n')).toContain(
      'until every member has approved the table and period',
    );
    expect(explainPlan(PLAN).join('\n')).not.toContain('approved');
  });

  test('explains to which one-way table the columns of a cross need not add up', () => {
    const words = explainPlan(DEFAULT_RELEASE_PLAN).find((text) => text.startsWith('country-type-quarter:'));
    expect(words).toContain('adds up to them; numbers under 10 are not');
    expect(words).toContain('Its columns need not add up to the numbers of type-quarter');
  });

  test('explains how many reports a wider audience needs, if the plan has one', () => {
    const sentence = 'at least 14 reports of a month, 40 of a quarter or 160 of a year';
    expect(explainPlan(DEFAULT_RELEASE_PLAN).join()).toContain(sentence);
    expect(explainPlan(PLAN).join()).not.toContain(sentence);
  });

  test('explains its dates and bounds', () => {
    const words = explainPlan(PLAN).join('\n');
    for (const part of [
      'multiple of 5',
      '±2 typical, ±4 at most',
      'before January 2025',
      'member organisations',
      '21 February 2025',
    ]) {
      expect(words).toContain(part);
    }
  });
});

describe('due periods', () => {
  test('a period is due from the day after the last day on which reports count in it', () => {
    expect(closesOn(TABLE, '2025-03')).toBe(day('2025-04-21'));
    const dueOn = (iso: string) => duePeriods(PLAN, day(iso), new Set()).map(({ period }) => period);
    expect(dueOn('2025-04-21')).toEqual(['2025-01', '2025-02']);
    expect(dueOn('2025-04-22')).toEqual(['2025-01', '2025-02', '2025-03']);
  });

  test('a released period is not due again', () => {
    const released = new Set([releaseIdOf(TABLE, '2025-02')]);
    expect(duePeriods(PLAN, day('2025-04-22'), released).map(({ releaseId }) => releaseId)).toEqual([
      'minimal-month.2025-01.partners',
      'minimal-month.2025-03.partners',
    ]);
  });

  test('no period is drawn a second time under another id, and no period is drawn after a longer one that contains it', () => {
    const renamed = { ...PLAN, tables: [{ ...TABLE, id: 'another' }] };
    const today = day('2025-05-01');
    const old = new Set([`${TABLE.id}.2025-01.partners`, `${TABLE.id}.2025-02.network`]);
    expect(duePeriods(renamed, today, old).map(({ period }) => period)).toEqual(['2025-03']);
    const quarter = { ...TABLE, id: 'q', period: 'quarter' as const, closesAfterDays: 42, partsOf: TABLE.id };
    const year = { ...quarter, id: 'y', period: 'year' as const, closesAfterDays: 70, partsOf: 'q' };
    const plan = { ...PLAN, tables: [TABLE, quarter, year] };
    const due = duePeriods(plan, day('2026-01-25'), new Set(['y.2025.partners']));
    expect(due.map(({ period }) => period)).toEqual([]);
  });

  test('a period released to any audience is not due again, whatever the plan is now', () => {
    const released = new Set([releaseIdOf(TABLE, '2025-02', 'network')]);
    const due = duePeriods(PLAN, day('2025-04-22'), released);
    expect(due.map(({ period }) => period)).toEqual(['2025-01', '2025-03']);
  });

  test('of two periods that close on one day, the shorter comes first; it never comes after the longer one', () => {
    const month = { ...TABLE, closesAfterDays: 42 };
    const quarter = { ...month, id: 'quarter', period: 'quarter', partsOf: TABLE.id } as const;
    const plan: ReleasePlan = { ...PLAN, tables: [quarter, month] };
    const dueWith = (released: readonly string[]) =>
      duePeriods(plan, day('2025-05-13'), new Set(released)).map(({ period }) => period);
    expect(dueWith([])).toEqual(['2025-01', '2025-02', '2025-03', '2025-Q1']);
    expect(dueWith([releaseIdOf(quarter, '2025-Q1')])).toEqual([]);
  });

  test('no period from before the founding month is ever due', () => {
    const later: ReleasePlan = { ...PLAN, from: '2025-05' };
    expect(duePeriods(later, day('2025-06-30'), new Set()).map(({ period }) => period)).toEqual(['2025-05']);
    expect(duePeriods(later, day('2025-01-31'), new Set())).toEqual([]);
    expect(firstPeriodOf(later, { ...TABLE, period: 'quarter' })).toBe('2025-Q3');
    expect(firstPeriodOf(later, { ...TABLE, period: 'year' })).toBe('2026');
    expect(firstPeriodOf(PLAN, { ...TABLE, period: 'year' })).toBe('2025');
  });
});
