import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sparkline } from './sparkline.ts';

test('the lowest bar is 0 and the highest the largest number', () => {
  expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe('▁▂▃▄▅▆▇█');
  expect(sparkline([0, 100])).toBe('▁█');
});

test('a number above 0 never looks like 0, and a missing number is a space', () => {
  expect(sparkline([1, 1000, undefined, 0])).toBe('▂█ ▁');
  expect(sparkline([0, 0])).toBe('▁▁');
  expect(sparkline([])).toBe('');
});

test('there is one bar for each number', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: -5, max: 10_000 }), { nil: undefined })), (values) => {
      expect([...sparkline(values)]).toHaveLength(values.length);
    }),
  );
});
