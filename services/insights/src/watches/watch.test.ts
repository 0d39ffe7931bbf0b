import { DEFAULT_RELEASE_PLAN, POOLED_ROW } from '@waylight/disclosure-control';
import { expect, it } from 'vitest';
import { findSeriesProblem } from './watch.ts';

const problemOf = (
  table: string,
  codes: Record<string, string>,
  audience: 'partners' | 'network' = 'partners',
) => findSeriesProblem(DEFAULT_RELEASE_PLAN, audience, { table, codes });

it('accepts any number of a monthly, quarterly or yearly table', () => {
  expect(problemOf('region-month', {})).toBeUndefined();
  expect(problemOf('segment-month', { segment: 'RS-HU' })).toBeUndefined();
  expect(problemOf('country-typegroup-quarter', { country: 'XK', typeGroup: 'border' })).toBeUndefined();
  expect(problemOf('country-month', { country: 'MK' }, 'network')).toBeUndefined();
});

it('refuses weeks, tables of other audiences, incomplete codes, and rows that change', () => {
  expect(problemOf('region-week', {})).toBe('weekly-table');
  expect(problemOf('segment-month', { segment: 'RS-HU' }, 'network')).toBe('unknown-table');
  expect(problemOf('constructor', {})).toBe('unknown-table');
  expect(problemOf('country-typegroup-quarter', { country: 'XK' })).toBe('wrong-codes');
  expect(problemOf('country-month', { country: POOLED_ROW })).toBe('wrong-codes');
  expect(problemOf('country-month', { country: 'MK', all: 'all' })).toBe('wrong-codes');
});
