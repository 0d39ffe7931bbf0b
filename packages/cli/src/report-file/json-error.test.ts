import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonErrorPosition } from './json-error.ts';

test.each([
  ['{\n  "reportId": secret\n}', 2, 15],
  ['{"a": 1,}', 1, 9],
  ['[1 2]', 1, 4],
  ["{'a': 1}", 1, 2],
  ['{"a" 1}', 1, 6],
  ['{"a": ', 1, 7],
  ['[[[', 1, 4],
  ['', 1, 1],
  ['{"a": 01}', 1, 8],
  ['{}\nx', 2, 1],
])('%j stops being JSON at line %i, column %i', (text, line, column) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(jsonErrorPosition(text)).toEqual({ line, column });
});

test('for valid JSON, the place is the end of the text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      const lines = text.split('\n');
      expect(jsonErrorPosition(text)).toEqual({
        line: lines.length,
        column: (lines.at(-1)?.length ?? 0) + 1,
      });
    }),
  );
});
