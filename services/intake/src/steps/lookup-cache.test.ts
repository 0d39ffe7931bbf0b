import { expect, it } from 'vitest';
import { createLookupCache } from './lookup-cache.ts';

it('gives back what a text led to, and takes no more texts than it was told', () => {
  const remembered = createLookupCache<number>(2);
  expect(remembered.set('one', 1)).toBe(1);
  remembered.set('two', 2);
  expect(remembered.set('three', 3)).toBe(3);
  expect(['one', 'two', 'three'].map(remembered.get)).toEqual([1, 2, undefined]);
});
