import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textAsRead } from './text-as-read.ts';

const pieces = fc.array(fc.constantFrom('In Serbia ', 'on Monday', '{{rs}}', '{{all}}', '{{nobody}}', '\n'));
const numberText = (name: string) =>
  new Map([
    ['rs', 'about 10'],
    ['all', '0–4'],
  ]).get(name);

it('released numbers replace placeholders, and typed text is found at its new position', () => {
  fc.assert(
    fc.property(pieces, (typed) => {
      const text = typed.join('');
      const read = textAsRead(text, numberText);
      expect(read.text).not.toMatch(/\{\{(rs|all)\}\}/);
      for (const { index, 0: word } of text.matchAll(/Serbia|Monday/g))
        expect(read.text.slice(read.placeOf(index)).startsWith(word)).toBe(true);
      expect(read.numbers.map(({ name }) => name)).toEqual(
        [...text.matchAll(/\{\{(rs|all)\}\}/g)].map(([, name]) => name),
      );
      for (const { name, at, length } of read.numbers)
        expect(read.text.slice(at, at + length).replaceAll('\u00A0', ' ')).toBe(numberText(name));
    }),
  );
});
