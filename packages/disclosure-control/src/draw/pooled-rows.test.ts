import { expect, test } from 'vitest';
import { selectPooledRows } from './pooled-rows.ts';

const pooledOf = (numbers: Readonly<Record<string, number>>) =>
  selectPooledRows(new Map(Object.entries(numbers)), 20);

test('small rows are pooled with the smallest others until three have a number above 0', () => {
  expect(pooledOf({ AL: 5, BA: 40, ME: 10, MK: 60, RS: 300, XK: 25 })).toEqual(['AL', 'ME', 'XK']);
  // A row of 0 does not count: its number is known.
  expect(pooledOf({ AL: 5, BA: 40, ME: 0, MK: 60, RS: 300, XK: 25 })).toEqual(['AL', 'BA', 'ME', 'XK']);
  expect(pooledOf({ AL: 5, BA: 5, ME: 5, MK: 60, RS: 300, XK: 25 })).toEqual(['AL', 'BA', 'ME', 'XK']);
});

test('no rows are pooled if all small rows are 0, or if only all rows together are enough', () => {
  expect(pooledOf({ AL: 0, BA: 40, RS: 300 })).toEqual([]);
  expect(pooledOf({ AL: 5, BA: 40, RS: 300 })).toEqual([]);
});
