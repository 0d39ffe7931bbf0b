import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileName } from './file-name.ts';

it('the name of a file says what is in it, in any script', () => {
  expect(
    fileName({ title: 'Where: reported incidents', asOf: 'country-month.2026-10.partners', ending: 'csv' }),
  ).toBe('waylight_where-reported-incidents_country-month.2026-10.partners.csv');
  expect(fileName({ title: 'Трендови по месеци', table: 2, ending: 'hxl.csv' })).toBe(
    'waylight_трендови-по-месеци_2.hxl.csv',
  );
});

it('the name of a file leads to no folder and is never hidden', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (title, asOf) => {
      expect(fileName({ title, asOf, ending: 'svg' })).toMatch(/^waylight[^/\\:*?"<>|\p{Cc}]*\.svg$/u);
    }),
  );
});
