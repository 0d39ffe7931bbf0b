import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Part } from '../../api/bulletin-schemas.ts';
import { paragraphsOf, surroundings } from './article-text.ts';

const number = { binding: 'a', value: 5, base: 5, release: 'r' };
const text = fc.string({ unit: fc.constantFrom('a', '.', ' ', '\n') }).map((text) => ({ text }));
const parts = fc.array(fc.oneof(text, fc.constant<Part>(number)), { maxLength: 12 });
const words = (all: readonly Part[]) =>
  all.map((part) => ('text' in part ? part.text.replace(/\s/g, '') : '<5>')).join('');

it('paragraphs contain every word and number in order, and none is empty', () => {
  fc.assert(
    fc.property(parts, (given) => {
      const paragraphs = paragraphsOf(given);
      expect(words(paragraphs.flatMap((one) => one.parts))).toBe(words(given));
      for (const { parts } of paragraphs) expect(words(parts)).not.toBe('');
    }),
  );
});

it('empty lines part paragraphs, and a line with # is a heading', () => {
  expect(
    paragraphsOf([{ text: '# Serbia\nAbout ' }, number, { text: ' incidents.\nMore.\n\nLast.' }]),
  ).toEqual([
    { isHeading: true, parts: [{ text: 'Serbia' }] },
    {
      isHeading: false,
      parts: [{ text: 'About ' }, number, { text: ' incidents.' }, { text: '\n' }, { text: 'More.' }],
    },
    { isHeading: false, parts: [{ text: 'Last.' }] },
  ]);
});

it('a finding is quoted with whole words of its line', () => {
  expect(surroundings('On 12 March', { at: 3, length: 2 })).toEqual(['On ', '12', ' March']);
  const text = '# Serbia\nMore words, in the north.\n\nLast.';
  expect(surroundings(text, { at: text.indexOf('in'), length: 2 })).toEqual([
    ...['More words, ', 'in', ' the north.'],
  ]);
  expect(surroundings(text, { at: 2, length: 6 })).toEqual(['', 'Serbia', '']);
  const written = fc
    .array(fc.constantFrom('the', 'borders', 'of', 'Serbia', 'about\u00A010', 'së'), { minLength: 1 })
    .chain((words) => fc.tuple(fc.constant(words), fc.nat(words.length - 1)));
  fc.assert(
    fc.property(written, fc.integer({ min: 20, max: 60 }), ([words, n], most) => {
      const at = words.slice(0, n).reduce((sum, word) => sum + word.length + 1, 0);
      const found = words[n] ?? '';
      const [before, , after] = surroundings(words.join(' '), { at, length: found.length }, most);
      const shown = [before.replace('…', ''), after.replace('…', '')].map((part) => part.trim().split(' '));
      for (const word of shown.flat()) expect(['', ...words]).toContain(word);
      for (const part of [before, after]) expect(part.length).toBeLessThanOrEqual(most + 1);
    }),
  );
});

it('a word that is longer than there is room for is cut all the same', () => {
  const text = `${'a'.repeat(90)}7${'b'.repeat(90)}`;
  const [before, , after] = surroundings(text, { at: 90, length: 1 }, 40);
  expect([before, after]).toEqual([`…${'a'.repeat(40)}`, `${'b'.repeat(40)}…`]);
});
