import { expect, it } from 'vitest';
import type { Locale } from '../language/locale.tsx';
import { numberFacts } from './number-facts.ts';

/** A locale whose messages are their ids, so that countries are their codes. */
const LOCALE: Locale = {
  language: 'en',
  t: (id) => id,
  label: (list, code) => `${list}/${code}`,
  number: String,
  period: (id) => id,
  shortPeriod: (id) => id,
};
const factsOf = (cell: object) =>
  numberFacts(JSON.stringify({ period: '2026-Q3', value: 5, ...cell }), LOCALE);

it('silence and completeness of a cell are written in words, and left out where the reader may not know them', () => {
  expect(factsOf({ country: 'RS', min: 1, max: 9, silent: 'own', completeness: 'none' })).toEqual({
    silent: 'export.silent.own',
    completeness: 'completeness.share.none',
  });
  expect(factsOf({ country: 'RS', min: 1, max: 9 })).toEqual({});
});

it('a pooled row names its members by the dimension that it pools', () => {
  expect(factsOf({ country: 'not-broken-down', type: 'theft', pooled: 'AL ME XK' })).toEqual({
    pooled: 'AL, ME, XK',
  });
  expect(factsOf({ personGroup: 'not-broken-down', pooled: 'men boys' })).toEqual({
    pooled: 'personGroup/men, personGroup/boys',
  });
});
