import { expect, it } from 'vitest';
import type { BulletinDocument, FigureAnswer } from '../../api/bulletin-schemas.ts';
import type { CompletenessMonth } from '../../api/completeness.ts';
import { silencesOfFigure, silencesOfNumber } from './held-silences.ts';

const month = (period: string, ...silent: readonly string[]): CompletenessMonth => ({
  ...{ period, release: `a.${period}.partners`, k: 5 },
  entries: [
    ...silent.map((code) => ({ countries: [code], stated: 'none' as const, reported: [] })),
    { countries: ['RS'], stated: 'all', reported: [] },
  ],
});
const answer = (more: Partial<FigureAnswer> = {}): FigureAnswer =>
  ({
    ...{ layer: 'reports', unit: 'incidents', by: ['country'], asOf: '', k: 5 },
    ...{ from: '2026-10', to: '2026-10' },
    cells: [
      { country: 'ME', value: 0 },
      { country: 'RS', value: 5 },
    ],
    ...more,
  }) as FigureAnswer;
const documentWith = (...months: readonly CompletenessMonth[]): Pick<BulletinDocument, 'blocks'> => ({
  blocks: [{ kind: 'completeness', nodes: [], reporting: [...months] }],
});
const inOctober = [{ countries: ['ME'], spans: [{ from: '2026-10', to: '2026-10' }] }];

it('a figure names its silent countries, from the data stored in it', () => {
  const silent = [month('2026-10', 'ME', 'AL')];
  expect(silencesOfFigure({ answer: answer(), silent })).toEqual(inOctober);
  // A border counts the countries of both ends. With "not at a border" next to it, all countries count.
  const bySegment = (...segments: readonly string[]) =>
    answer({ by: ['period', 'segment'], cells: segments.map((segment) => ({ segment, value: 5 })) });
  const ofBorders = (...segments: readonly string[]) =>
    silencesOfFigure({ answer: bySegment(...segments), silent });
  expect(ofBorders('RS-HU')).toEqual([]);
  expect(ofBorders('RS-HU', 'ME-RS')).toEqual(inOctober);
  expect(ofBorders('RS-HU', 'not-at-border')).toHaveLength(2);
  const ofRegion = answer({ by: ['period'], cells: [{ period: '2026-10', value: 5 }] });
  expect(silencesOfFigure({ answer: ofRegion, silent })).toHaveLength(2);
  expect(silencesOfFigure({ answer: answer(), silent: [] })).toEqual([]);
  expect(silencesOfFigure({ answer: answer() })).toEqual([]);
  expect(silencesOfFigure({ answer: answer({ layer: 'public-record' }), silent })).toEqual([]);
  expect(silencesOfFigure({ answer: null, silent })).toEqual([]);
});

it('silence of a number in a text depends on its country and period', () => {
  const document = documentWith(month('2026-10', 'ME'));
  const of = (coordinates: Record<string, string>, period = '2026-10') =>
    silencesOfNumber({ period, coordinates }, document);
  expect(of({ country: 'ME' })).toEqual(inOctober);
  expect(of({})).toEqual(inOctober);
  expect(of({ country: 'RS' })).toEqual([]);
  expect(of({ segment: 'ME-RS' })).toEqual(inOctober);
  expect(of({ segment: 'RS-HU' })).toEqual([]);
  expect(of({ typeGroup: 'border' })).toEqual(inOctober);
  expect(of({ country: 'ME' }, '2026-09')).toEqual([]);
  expect(of({ country: 'ME' }, '2026-Q4')).toEqual(inOctober);
  expect(of({ country: 'ME' }, '2026-W41')).toEqual([]);
});
