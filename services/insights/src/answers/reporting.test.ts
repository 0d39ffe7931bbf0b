import { expect, it } from 'vitest';
import { countedCountries, isBetweenCountries } from './reporting.ts';

const ALL = ['AL', 'ME', 'RS'];

it.each([
  ['ME-RS', true, ['ME', 'RS']],
  ['RS-HU', true, ['RS']],
  ['RS-HU.subotica', true, ['RS']],
  ['not-at-border', false, ALL],
  ['unknown', false, ALL],
])('the segment %s lies between two countries: %s, and counts %s', (segment, isBetween, countries) => {
  expect(isBetweenCountries(segment)).toBe(isBetween);
  expect(countedCountries({ segment }, ALL)).toEqual(countries);
});
