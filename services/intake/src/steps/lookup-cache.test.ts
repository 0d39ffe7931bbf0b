import { expect, it } from 'vitest';
import { createLookupCache } from './lookup-cache.ts';

it('returns cached entries, and adds none beyond its limit', () => {
  const cache = createLookupCache<number>(2);
  expect(cache.set('one', 1)).toBe(1);
  cache.set('two', 2);
  expect(cache.set('three', 3)).toBe(3);
  expect(['one', 'two', 'three'].map(cache.get)).toEqual([1, 2, undefined]);
});
