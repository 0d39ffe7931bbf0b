import { PERIOD_KINDS } from '@waylight/calendar';
import { AUDIENCES } from '@waylight/contracts/audiences';
import { releaseSecretBytes } from '@waylight/testing/fixed';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawTable } from '../draw/draw-table.ts';
import { codesOf } from '../plan/axis.ts';
import { DEFAULT_RELEASE_PLAN, ONE_TABLE_PLAN } from '../plan/default-plan.ts';
import { type Answer, answerQuestion } from './answer-question.ts';
import { releasedCells, releasedPeriodOf, releasesWithin } from './released-cells.ts';
import type { TableQuestion } from './table-question.ts';

const PLAN = ONE_TABLE_PLAN;
const TABLE = PLAN.tables[0]!;

const ask = (question: Partial<TableQuestion>): Answer =>
  answerQuestion(
    PLAN,
    { layer: 'reports', unit: 'incidents', by: [], period: 'month', ...question },
    'partners',
  );
const notReleased = (question: Partial<TableQuestion>) => {
  const answer = ask(question);
  if (answer.kind !== 'not-released') throw new Error('must not be answered');
  return answer;
};

describe('answering a question from released tables', () => {
  test.each<[string[], string]>([
    [['period', 'country', 'typeGroup'], 'cells'],
    [['typeGroup', 'period', 'country'], 'cells'],
    [['period', 'country'], 'row-totals'],
    [['period', 'typeGroup'], 'column-totals'],
    [['period'], 'total'],
  ])('a question by %j is answered by %s of the table', (by, projection) => {
    expect(ask({ by })).toEqual({ kind: 'released', table: TABLE, projection });
  });

  test('a question without periods is answered for a single period, never by the sum of several', () => {
    expect(ask({ by: ['country'], from: '2025-03', to: '2025-03' })).toMatchObject({
      projection: 'row-totals',
    });
    const { nearest, why } = notReleased({ by: ['country'], from: '2025-01', to: '2025-03' });
    expect(nearest?.question).toMatchObject({ by: ['period', 'country'], from: '2025-01', to: '2025-03' });
    expect(why).toContain('not added up');
  });

  test('a quarter is not the sum of its months: the monthly table is named instead', () => {
    const { nearest, why } = notReleased({ by: ['period', 'country'], period: 'quarter' });
    expect(nearest).toMatchObject({
      table: { id: TABLE.id },
      question: { period: 'month', by: ['period', 'country'] },
    });
    expect(why).toContain('by month, not by quarter');
    expect(notReleased({ by: ['country'], from: '2025-Q1', to: '2025-Q1' }).nearest?.question.by).toContain(
      'period',
    );
  });

  test('a question with dimensions that no table combines is not answered, and the reason names them', () => {
    const { nearest, why } = notReleased({ by: ['period', 'country', 'segment', 'method'] });
    expect(nearest?.question.by).toEqual(['period', 'country']);
    expect(why).toContain('segment, method');
  });

  test('a question for victims or reports is not answered from a monthly table', () => {
    expect(notReleased({ unit: 'victims', by: ['period'] }).nearest?.question.unit).toBe('incidents');
    expect(notReleased({ unit: 'reports', by: ['period'] }).why).toContain('reports');
  });

  test('a filter selects cells; it may have several values only if the answer is broken down by its dimension', () => {
    const by = ['period', 'typeGroup'];
    expect(ask({ by, filters: [{ dimension: 'country', values: ['MK'] }] })).toMatchObject({
      projection: 'cells',
    });
    const several = notReleased({ by, filters: [{ dimension: 'country', values: ['MK', 'RS'] }] });
    expect(several.nearest?.question.by).toEqual(['period', 'typeGroup', 'country']);
    const unlisted = notReleased({ by, filters: [{ dimension: 'country', values: ['GR'] }] });
    expect(unlisted.nearest?.question.filters).toBeUndefined();
  });

  test('readers outside of the audience do not receive a nearest table', () => {
    const question: TableQuestion = { layer: 'reports', unit: 'incidents', by: ['period'], period: 'month' };
    expect(answerQuestion(PLAN, question, 'network')).toEqual({
      kind: 'not-released',
      why: expect.any(String),
    });
  });

  test('a question about the public record is answered without a table of the plan', () => {
    expect(ask({ layer: 'public-record', by: ['cause'], unit: 'victims' })).toEqual({
      kind: 'public-record',
    });
  });

  test('a bound that is neither a period nor a day is reported', () => {
    expect(notReleased({ by: ['period'], from: 'March' }).why).toContain('From and to');
  });

  test('the nearest question is always answered by the nearest table', () => {
    const names = fc.subarray(['period', 'country', 'typeGroup', 'segment', 'exactType', 'groupSize']);
    const bound = fc.option(fc.constantFrom('2025', '2025-Q2', '2025-04', '2025-W10', '2025-04-01'), {
      nil: undefined,
    });
    const filters = fc.array(
      fc.record({
        dimension: fc.constantFrom('country', 'typeGroup', 'segment'),
        values: fc.subarray(['MK', 'RS', 'GR', 'violence']),
      }),
      { maxLength: 2 },
    );
    const questions = fc.record({
      layer: fc.constant('reports' as const),
      unit: fc.constantFrom('reports', 'incidents', 'victims'),
      by: names,
      period: fc.option(fc.constantFrom(...PERIOD_KINDS), { nil: undefined }),
      from: bound,
      to: bound,
      filters,
    });
    const plans = fc.constantFrom(ONE_TABLE_PLAN, DEFAULT_RELEASE_PLAN);
    fc.assert(
      fc.property(plans, questions, fc.constantFrom(...AUDIENCES), (plan, question, reader) => {
        const answer = answerQuestion(plan, question, reader);
        if (answer.kind !== 'not-released' || !answer.nearest) return;
        expect(answerQuestion(plan, answer.nearest.question, reader).kind).toBe('released');
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the nearest table of the shipped plan', () => {
  test.each<
    [string, readonly string[], 'month' | 'quarter' | 'week', (typeof AUDIENCES)[number], string, string[]]
  >([
    [
      'a longer period of the same dimension',
      ['perpetrator'],
      'month',
      'partners',
      'perpetrator-quarter',
      ['perpetrator'],
    ],
    [
      'a longer period of the same cross',
      ['country', 'typeGroup'],
      'month',
      'partners',
      'country-typegroup-quarter',
      ['country', 'typeGroup'],
    ],
    ['a longer period instead of weeks', ['country'], 'week', 'partners', 'country-month', ['country']],
    [
      'a year instead of the groups of a quarter',
      ['country', 'exactType'],
      'quarter',
      'partners',
      'country-exacttype-year',
      ['country', 'exactType'],
    ],
    ['the groups of a dimension', ['type'], 'month', 'network', 'typegroup-month', ['typeGroup']],
    ['the groups of areas', ['area'], 'quarter', 'public', 'country-quarter', ['country']],
    [
      'the cells of a cross instead of its columns',
      ['groupSize'],
      'quarter',
      'partners',
      'country-groupsize-quarter',
      ['groupSize', 'country'],
    ],
    [
      'one dimension of two without a cross',
      ['country', 'segment'],
      'quarter',
      'partners',
      'country-quarter',
      ['country'],
    ],
    [
      'a longer period for a wider audience',
      ['typeGroup'],
      'month',
      'public',
      'typegroup-quarter',
      ['typeGroup'],
    ],
  ])('is %s', (_, dimensions, period, reader, id, by) => {
    const question = { layer: 'reports', unit: 'incidents', by: ['period', ...dimensions], period } as const;
    expect(answerQuestion(DEFAULT_RELEASE_PLAN, question, reader)).toMatchObject({
      kind: 'not-released',
      nearest: { table: { id }, question: { by: ['period', ...by] } },
    });
  });
});

describe('a question for victims', () => {
  const askAll = (question: Partial<TableQuestion>, reader: (typeof AUDIENCES)[number] = 'partners') =>
    answerQuestion(
      DEFAULT_RELEASE_PLAN,
      { layer: 'reports', unit: 'victims', by: ['period', 'country'], period: 'year', ...question },
      reader,
    );

  test('is answered by country and year, and for the region, for the audience of the table', () => {
    const table = { id: 'country-groupsize-year' };
    expect(askAll({})).toMatchObject({ kind: 'released', table, projection: 'row-totals' });
    expect(askAll({ by: ['period'] })).toMatchObject({ kind: 'released', table, projection: 'total' });
    const filters = [{ dimension: 'country', values: ['RS'] }];
    expect(askAll({ by: ['period'], filters })).toMatchObject({ kind: 'released', table });
    for (const reader of ['network', 'authorities', 'public'] as const)
      expect(askAll({}, reader)).toMatchObject({ kind: 'not-released' });
  });

  test('by other dimensions or shorter periods is answered with the nearest question', () => {
    const question = { unit: 'victims', by: ['period', 'country'], period: 'year' };
    for (const more of [{ by: ['period', 'country', 'groupSize'] }, { period: 'month' as const }])
      expect(askAll(more)).toMatchObject({ kind: 'not-released', nearest: { question } });
    expect(askAll({ by: ['period', 'type'] })).toMatchObject({
      kind: 'not-released',
      nearest: { question: { unit: 'victims', by: ['period'], period: 'year' } },
    });
  });

  test('for reports explains that each counts as one incident', () => {
    const answer = askAll({ unit: 'reports' });
    if (answer.kind !== 'not-released') throw new Error('must not be answered');
    expect(answer.why).toContain('each counts as one incident');
  });
});

describe('reading an answer from releases', () => {
  const release = (period: string) =>
    drawTable({
      secret: releaseSecretBytes(),
      tableId: TABLE.id,
      period,
      rows: codesOf(TABLE.rows),
      columns: codesOf(TABLE.columns),
      cells: [
        { row: 'MK', column: 'border', count: 15 },
        { row: 'MK', column: 'violence', count: 10 },
        { row: 'RS', column: 'border', count: 20 },
      ],
    });
  const releases = [release('2025-04'), release('2025-03')];
  const read = (asked: Partial<TableQuestion>) => {
    const question = { layer: 'reports', unit: 'incidents', by: [], period: 'month', ...asked } as const;
    const known = releases.map((drawn) => ({ drawn, of: releasedPeriodOf(drawn.period) }));
    return releasesWithin(TABLE, known, question).flatMap(({ drawn }) =>
      releasedCells(TABLE, drawn, question),
    );
  };

  test('cells have a coordinate for each dimension, oldest period first', () => {
    const cells = read({ by: ['typeGroup', 'period', 'country'] });
    expect(cells).toHaveLength(2 * 7 * 5);
    expect(cells).toContainEqual({ coordinates: ['border', '2025-04', 'MK'], value: 15 });
    expect(cells[0]?.coordinates[1]).toBe('2025-03');
  });

  test('margins are the drawn margins, not sums of cells', () => {
    expect(read({ by: ['country', 'period'], from: '2025-04' })).toContainEqual({
      coordinates: ['MK', '2025-04'],
      value: 25,
    });
    expect(read({ by: ['typeGroup'], from: '2025-03', to: '2025-03' })[1]).toEqual({
      coordinates: ['border'],
      value: 35,
    });
    expect(read({ by: ['period'] }).map(({ value }) => value)).toEqual([45, 45]);
  });

  test('filters select cells, also if the answer is not broken down by their dimension', () => {
    const filters = [{ dimension: 'country', values: ['MK'] }];
    expect(
      read({ by: ['typeGroup'], filters, from: '2025-03', to: '2025-03' }).map(({ value }) => value),
    ).toEqual([10, 15, 0, 0, 0]);
    expect(read({ by: ['period', 'country'], filters, to: '2025-03' })).toEqual([
      { coordinates: ['2025-03', 'MK'], value: 25 },
    ]);
  });

  test('bounds select the periods that are completely within them', () => {
    expect(read({ by: ['period'], from: '2025-03-01', to: '2025-Q2' })).toHaveLength(2);
    expect(read({ by: ['period'], from: '2025-03-02' })).toHaveLength(1);
    expect(read({ by: ['period'], to: '2025-02' })).toEqual([]);
  });
});
