import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { expect, it } from 'vitest';
import { plannedTables } from './planned-table.ts';
import { findWatch, isWatchable } from './watches.ts';

const tables = plannedTables(DEFAULT_RELEASE_PLAN.tables);
const canWatch = (table: string, codes: Record<string, string>) => isWatchable(tables, { table, codes });

it('a number of a table of months, quarters or years can be watched', () => {
  expect(canWatch('region-month', {})).toBe(true);
  expect(canWatch('segment-month', { segment: 'RS-HU' })).toBe(true);
  expect(canWatch('country-typegroup-quarter', { country: 'XK', typeGroup: 'border' })).toBe(true);
});

it('a week, a margin, a pooled row and a number of the public record cannot', () => {
  expect(canWatch('region-week', {})).toBe(false);
  expect(canWatch('country-typegroup-quarter', { country: 'XK' })).toBe(false);
  expect(canWatch('country-month', { country: 'not-broken-down' })).toBe(false);
  expect(canWatch('country-month', { country: 'MK', cause: 'drowning' })).toBe(false);
  expect(canWatch('public-record@0123456789ab', { country: 'MK' })).toBe(false);
});

it('a watched series is found for any order of its codes', () => {
  const watch = { id: 'a', table: 't', codes: { country: 'XK', typeGroup: 'border' } };
  expect(findWatch([watch], { table: 't', codes: { typeGroup: 'border', country: 'XK' } })).toBe(watch);
  expect(findWatch([watch], { table: 't', codes: { country: 'RS', typeGroup: 'border' } })).toBeUndefined();
  expect(findWatch([watch], { ...watch, table: 'u' })).toBeUndefined();
});
