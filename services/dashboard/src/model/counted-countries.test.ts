import { expect, it } from 'vitest';
import { countedCountries, segmentEnds } from './counted-countries.ts';

const of = (codes: Readonly<Record<string, string>>) => countedCountries(new Map(Object.entries(codes)));

it('a number is affected by silence of its country, of both ends of its border, or of any country if it is a sum', () => {
  expect(of({ country: 'RS', typeGroup: 'violence' })).toEqual(['RS']);
  expect(of({ segment: 'RS-BA' })).toEqual(['RS', 'BA']);
  expect(of({ segment: 'RS-BA.drina' })).toEqual(['RS', 'BA']);
  for (const area of ['BA-SRP', 'BA-BIH', 'elsewhere-in-BA']) expect(of({ area })).toEqual(['BA']);
  expect(of({})).toBeUndefined();
  expect(of({ typeGroup: 'violence' })).toBeUndefined();
  for (const segment of ['not-at-border', 'other-or-unknown']) expect(of({ segment })).toBeUndefined();
  expect(of({ area: 'area-other-or-unknown' })).toBeUndefined();
});

it('a stretch is one of its segment, and what is at no border has no ends', () => {
  expect(segmentEnds('RS-BA.drina')).toEqual({ from: 'RS', to: 'BA', stretch: 'drina' });
  expect(segmentEnds('RS-BA')).toEqual({ from: 'RS', to: 'BA', stretch: undefined });
  expect(segmentEnds('not-at-border')).toBeUndefined();
});
