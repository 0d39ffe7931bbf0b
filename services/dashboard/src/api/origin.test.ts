import { expect, it } from 'vitest';
import { newestOf, periodOfNumber, placeOf, releaseOf, withOrigin } from './origin.ts';
import type { Answer, Origin } from './schemas.ts';

const ANSWER: Answer = {
  layer: 'reports',
  unit: 'incidents',
  by: ['period', 'country'],
  asOf: 'country-month.2026-10.partners',
  k: 5,
  cells: [
    { period: '2026-10', country: 'RS', value: 10 },
    { period: '2026-09', country: 'RS', value: 5 },
    { period: '2026-10', country: 'XK', value: 0 },
  ],
  explain: {
    ...{ unit: '', source: '', rounding: '', method: '', attribution: [], footnotes: [] },
    sentences: { unit: [], source: [], rounding: [], method: [] },
  },
};
const ORIGIN: Origin = withOrigin(ANSWER).explain.origin ?? expect.fail('an answer has an origin');

const release = (table: string, period: string, audience: string) => ({ table, period, audience });

it('an answer names the periods of its numbers, and the newest release', () => {
  expect(ORIGIN).toEqual({
    ...{ layer: 'reports', unit: 'incidents', asOf: 'country-month.2026-10.partners', k: 5 },
    periods: ['2026-09', '2026-10'],
  });
});

it('a number belongs to the release of its own period, not to the newest', () => {
  const older = release('country-month', '2026-09', 'partners');
  const releases = [
    release('country-month', '2026-10', 'partners'),
    release('country-month', '2026-09', 'network'),
    older,
    release('segment-month', '2026-09', 'partners'),
  ];
  expect(releaseOf(ORIGIN, '2026-09', releases)).toBe(older);
  expect(releaseOf(ORIGIN, '2026-09', releases.slice(0, 2))?.audience).toBe('network');
  expect(releaseOf(ORIGIN, '2026-08', releases)).toBeUndefined();
});

it('the period of a number is that of its row, column or figure, and is not guessed among several', () => {
  expect(periodOfNumber(ORIGIN, '2026-09', '2026-10')).toBe('2026-09');
  expect(periodOfNumber(ORIGIN, 'RS', 'region', '2026-10')).toBe('2026-10');
  expect(periodOfNumber(ORIGIN, 'RS', undefined)).toBeUndefined();
  expect(periodOfNumber({ ...ORIGIN, periods: ['2026-10'] }, 'RS')).toBe('2026-10');
  expect(periodOfNumber({ ...ORIGIN, periods: [] }, 'RS')).toBe('2026-10');
});

it('the newest period is the last that there are numbers of', () => {
  expect(newestOf(ORIGIN)).toBe('2026-10');
  expect(newestOf({ ...ORIGIN, periods: [] })).toBe('2026-10');
});

it('other text than the id of a release has no place', () => {
  expect(placeOf('country-month.2026-10.partners')).toEqual(release('country-month', '2026-10', 'partners'));
  expect(['public-record@0123', '', 'a.b', 'a.b.c.d'].map(placeOf)).toEqual(Array(4).fill(undefined));
});
