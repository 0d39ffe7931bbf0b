import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasDuplicateNames } from './duplicate-names.ts';

it('finds a duplicate name at any depth, however it is spelled', () => {
  for (const text of [
    '{"value":10,"value":5}',
    '[{"a":[{"b":1,"c":{"value" : 10,\n"value"\t: 5}}]}]',
    '{"a":{"x":1},"a":{"x":1}}',
    '{"value":1,"v\\u0061lue":2}',
    '{"__proto__":1,"__proto__":2}',
  ])
    expect([text, hasDuplicateNames(text, JSON.parse(text))]).toEqual([text, true]);
});

it('finds none in any value, also if strings look like names', () => {
  const withQuotes = fc.oneof(fc.string(), fc.constantFrom('"a":1', '\\"a\\":', '":', '{"a":1,"a":2}'));
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), withQuotes, withQuotes, (value, name, text) => {
      const json = JSON.stringify({ value, [`n${name}`]: [text, { [name]: text }] }, null, 1);
      expect(hasDuplicateNames(json, JSON.parse(json))).toBe(false);
    }),
  );
});
