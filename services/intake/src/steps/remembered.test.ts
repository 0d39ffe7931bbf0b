import { expect, it } from 'vitest';
import { createRemembered } from './remembered.ts';

it('gives back what a text led to, and takes no more texts than it was told', () => {
  const remembered = createRemembered<number>(2);
  expect(remembered.keep('one', 1)).toBe(1);
  remembered.keep('two', 2);
  expect(remembered.keep('three', 3)).toBe(3);
  expect(['one', 'two', 'three'].map(remembered.get)).toEqual([1, 2, undefined]);
});
