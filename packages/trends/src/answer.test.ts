import { Country, IncidentType, Layer, ShareWith } from '@waylight/contracts/incident';
import { Dimension, PeriodKind, TrendQuestion, Unit } from '@waylight/contracts/trends';
import { describe, expect, it } from 'vitest';
import {
  answerFromCells,
  type BaseCell,
  type CellCoordinates,
  type DimensionName,
  decodeBaseCells,
  decodePublicRecord,
  encodeCoordinates,
  encodePublicRecord,
  findUnknownCodes,
  parseQuestion,
} from './index.ts';

const base: CellCoordinates = {
  layer: Layer.REPORTS,
  dayOfMonth: 0,
  country: Country.MK,
  area: 0,
  segment: 0,
  type: IncidentType.PUSHBACK,
  cause: 0,
  perpetrator: 99,
  method: 99,
  personGroup: 99,
  originRegion: 99,
  shareWith: ShareWith.PARTNERS,
  organisation: 5,
  groupSize: 99,
  service: 0,
  serviceOutcome: 0,
  unavailableService: 0,
  placePrecision: 99,
  sourceQuality: 0,
};

function cell(bucket: string, change: Partial<CellCoordinates>, incidents: number, victims = 0): BaseCell {
  return {
    bucket,
    field: encodeCoordinates({ ...base, ...change }),
    value: { reports: incidents, incidents, victims },
  };
}

function ask(partial: Parameters<typeof TrendQuestion.fromPartial>[0], cells: BaseCell[]) {
  const parsed = parseQuestion(TrendQuestion.fromPartial({ layer: Layer.REPORTS, ...partial }));
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return answerFromCells(parsed.ok, decodeBaseCells(cells)).map((c) => [...c.coordinates, c.value]);
}

describe('an answer', () => {
  it('sums cells with the same coordinates and omits cells that the question does not select', () => {
    const cells = [
      cell('o2025-03', { dayOfMonth: 4 }, 2, 5),
      cell('o2025-03', { dayOfMonth: 5, organisation: 6 }, 1, 1),
      cell('o2025-03', { dayOfMonth: 5, country: Country.XK }, 4),
      cell('p2025-03', { dayOfMonth: 5, layer: Layer.PUBLIC_RECORD }, 7, 7),
      cell('r2025-W10', {}, 100),
    ];
    expect(ask({ by: [Dimension.PERIOD, Dimension.COUNTRY] }, cells)).toEqual([
      ['2025-03', 'MK', 3],
      ['2025-03', 'XK', 4],
    ]);
    expect(ask({ by: [], unit: Unit.VICTIMS }, cells)).toEqual([[6]]);
    expect(
      ask({ by: [Dimension.TYPE_GROUP], filters: [{ dimension: Dimension.COUNTRY, values: ['XK'] }] }, cells),
    ).toEqual([['border', 4]]);
  });

  it('counts an incident with an imprecise date under a label of its own', () => {
    const cells = [cell('o2025-03', {}, 1), cell('o2025', {}, 2), cell('o2025-03', { dayOfMonth: 31 }, 4)];
    const by = [Dimension.PERIOD];
    expect(ask({ by, period: PeriodKind.WEEK }, cells)).toEqual([
      ['2025-03-?', 1],
      ['2025-?', 2],
      ['2025-W14', 4],
    ]);
    expect(ask({ by, period: PeriodKind.QUARTER }, cells)).toEqual([
      ['2025-?', 2],
      ['2025-Q1', 5],
    ]);
    expect(ask({ by, period: PeriodKind.YEAR }, cells)).toEqual([['2025', 7]]);
  });

  it('is bounded by periods of any length, and includes imprecise dates that may be within the bounds', () => {
    const cells = [
      cell('o2025-03', { dayOfMonth: 9 }, 1),
      cell('o2025-03', { dayOfMonth: 10 }, 2),
      cell('o2025-04', { dayOfMonth: 1 }, 4),
      cell('o2025-03', {}, 8),
    ];
    expect(ask({ from: '2025-03-10', to: '2025-03' }, cells)).toEqual([[10]]);
    expect(ask({ from: '2025-W11', to: '2025-W11' }, cells)).toEqual([[10]]);
    expect(ask({ from: '2025-Q2' }, cells)).toEqual([[4]]);
  });

  it('rejects numbers that only a newer program knows, instead of answering another question', () => {
    const question: TrendQuestion = Object.assign(TrendQuestion.fromPartial({}), {
      layer: 9,
      unit: 99,
      period: 99,
    });
    const parsed = parseQuestion(question);
    expect('problems' in parsed && parsed.problems.map((p) => p.field)).toEqual([
      'question.layer',
      'question.unit',
      'question.period',
    ]);
  });

  it('accepts one filter for each dimension, with codes that cells can have', () => {
    const country = (...values: string[]) => ({ dimension: Dimension.COUNTRY, values });
    const parsed = parseQuestion(
      TrendQuestion.fromPartial({ layer: Layer.REPORTS, filters: [country('MK'), country('RS'), country()] }),
    );
    expect('problems' in parsed && new Set(parsed.problems.map((p) => p.field))).toEqual(
      new Set([
        'question.filters[1].dimension',
        'question.filters[2].dimension',
        'question.filters[2].values',
      ]),
    );
    const codes: [DimensionName, string][] = [
      ['country', 'XK'],
      ['area', 'RS-24'],
      ['segment', 'not-at-border'],
      ['cause', 'none'],
      ['typeGroup', 'border'],
      ['method', 'unknown'],
      ['sourceQuality', '5'],
      ['placePrecision', 'settlement'],
    ];
    const known = codes.map(([dimension, code]) => ({ dimension, values: [code] }));
    expect(findUnknownCodes({ filters: known })).toEqual([]);
    const wrong = [['MK', 'Serbia'], ['__proto__']].map((values) => ({
      dimension: 'country' as const,
      values,
    }));
    expect(findUnknownCodes({ filters: wrong })).toEqual([
      {
        field: 'question.filters[0].values',
        description: '"Serbia" is not a code of country (candidates: RS)',
      },
      {
        field: 'question.filters[1].values',
        description: '"__proto__" is not a code of country',
      },
    ]);
    const candidatesOf = (dimension: DimensionName, value: string) =>
      /candidates: (.*)\)/.exec(
        findUnknownCodes({ filters: [{ dimension, values: [value] }] })[0]!.description,
      )?.[1];
    expect(candidatesOf('type', 'pushbak')).toBe('pushback');
    expect(candidatesOf('area', 'Jablanički okrug')).toBe('RS-23');
    expect(candidatesOf('segment', 'RS-HX')).toContain('RS-HU');
    expect(candidatesOf('sourceQuality', '7')).toBeUndefined();
    // A value of any length fits into an error.
    const long = { dimension: 'country' as const, values: ['x'.repeat(100_000)] };
    expect(findUnknownCodes({ filters: [long] })[0]!.description.length).toBeLessThan(200);
  });

  it('breaks the public record down by source quality and place precision', () => {
    const record = { layer: Layer.PUBLIC_RECORD, dayOfMonth: 5 };
    const cells = [
      cell('p2025-03', { ...record, placePrecision: 2, sourceQuality: 1 }, 1, 2),
      cell('p2025-03', { ...record, placePrecision: 4, sourceQuality: 5 }, 1, 1),
      cell('p2025-03', { ...record, sourceQuality: 5 }, 1, 4),
      cell('p2024-03', record, 1, 8),
      // Cells of reports are never counted, whatever they contain.
      cell('o2025-03', { placePrecision: 2, sourceQuality: 5 }, 1, 100),
    ];
    const layer = Layer.PUBLIC_RECORD;
    const victimsBy = (by: Dimension) => ask({ layer, unit: Unit.VICTIMS, by: [by] }, cells);
    expect(victimsBy(Dimension.SOURCE_QUALITY)).toEqual([
      ['1', 2],
      ['5', 5],
      ['unknown', 8],
    ]);
    expect(victimsBy(Dimension.PLACE_PRECISION)).toEqual([
      ['country', 1],
      ['settlement', 2],
      ['unknown', 12],
    ]);
  });

  it('rejects both dimensions for reports, with the field and what to do', () => {
    const dimensions = [Dimension.SOURCE_QUALITY, Dimension.PLACE_PRECISION];
    const filters = [{ dimension: Dimension.SOURCE_QUALITY, values: ['5'] }];
    const parse = (layer: Layer) =>
      parseQuestion(TrendQuestion.fromPartial({ layer, by: dimensions, filters }));
    expect(parse(Layer.PUBLIC_RECORD)).toHaveProperty('ok');
    const description =
      'is available for the public record only: use the layer public-record, or leave it out';
    expect(parse(Layer.REPORTS)).toEqual({
      problems: ['by[0]', 'by[1]', 'filters[0].dimension'].map((at) => ({
        field: `question.${at}`,
        description,
      })),
    });
  });

  it('is rejected with all problems of the question, each with its field', () => {
    const parsed = parseQuestion(
      TrendQuestion.fromPartial({
        by: [Dimension.COUNTRY, Dimension.COUNTRY],
        from: '2025-02-30',
        filters: [{ dimension: Dimension.PERIOD, values: [] }],
      }),
    );
    expect('problems' in parsed && parsed.problems.map((p) => p.field)).toEqual([
      'question.layer',
      'question.by[1]',
      'question.from',
      'question.filters[0].dimension',
      'question.filters[0].values',
    ]);
  });
});

describe('the public record as a document', () => {
  it('has the same bytes for the same cells, and is decoded unchanged', () => {
    const cells = [cell('p2025-03', { dayOfMonth: 5 }, 7, 9), cell('p2025-01', {}, 1)];
    const bytes = encodePublicRecord(cells);
    expect(encodePublicRecord([...cells].reverse())).toEqual(bytes);
    expect(decodePublicRecord(bytes)).toEqual([...cells].reverse());
    expect(() => decodePublicRecord(new TextEncoder().encode('{"a":1}'))).toThrow(TypeError);
  });
});
