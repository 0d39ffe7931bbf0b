import { expect, it } from 'vitest';
import { TAB_NAMES } from '../model/routes.ts';
import { pagesFor } from './pages-for.ts';

const ALWAYS = ['overview', 'record', 'releases', 'bulletins'];

it('are all pages for members, also before the first release', () => {
  expect(pagesFor({ role: 'analyst', reads: 'partners', tables: [] })).toEqual(TAB_NAMES);
});

it('are for others those with content', () => {
  for (const role of ['public', 'authority', 'data-protection-officer', 'operator'] as const)
    expect(pagesFor({ role, reads: 'public', tables: [] })).toEqual(ALWAYS);
  expect(pagesFor({ role: 'public', reads: 'public', tables: ['region-quarter'] })).toEqual([
    ...['overview', 'trends', 'record', 'releases', 'quality', 'bulletins'],
  ]);
  const tables = ['segment-month', 'country-service-quarter'];
  expect(pagesFor({ role: 'analyst', reads: 'network', tables })).toEqual(TAB_NAMES);
});
