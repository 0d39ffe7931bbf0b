import { expect, it } from 'vitest';
import { TAB_NAMES } from '../model/routes.ts';
import { pagesFor } from './navigation.tsx';

const READERS = ['public', 'authority', 'data-protection-officer', 'operator'] as const;
const without = (...names: readonly string[]) => TAB_NAMES.filter((name) => !names.includes(name));

it('are all pages for members, also before the first release', () => {
  expect(pagesFor({ role: 'analyst', reads: 'partners', tables: [] })).toEqual(TAB_NAMES);
});

it('are for others those with content', () => {
  for (const role of READERS)
    expect(pagesFor({ role, reads: 'public', tables: [] })).toEqual(
      without('trends', 'border', 'response', 'quality', 'own'),
    );
  expect(pagesFor({ role: 'public', reads: 'public', tables: ['region-quarter'] })).toEqual(
    without('border', 'response', 'own'),
  );
  const tables = ['segment-month', 'country-service-quarter'];
  expect(pagesFor({ role: 'analyst', reads: 'network', tables })).toEqual(TAB_NAMES);
});
