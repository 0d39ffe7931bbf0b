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
const told = (...months: readonly CompletenessMonth[]): Pick<BulletinDocument, 'blocks'> => ({
  blocks: [{ kind: 'completeness', nodes: [], reporting: [...months] }],
});
const inOctober = [{ countries: ['ME'], spans: [{ from: '2026-10', to: '2026-10' }] }];

it('a figure says who was silent of the countries that it shows, from what it holds', () => {
  const silent = [month('2026-10', 'ME', 'AL')];
  expect(silencesOfFigure({ answer: answer(), silent })).toEqual(inOctober);
  // Of borders those of either end; all, where what is at no border stands beside them.
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

it('a number in a text is of its country and period', () => {
  const document = told(month('2026-10', 'ME'));
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
