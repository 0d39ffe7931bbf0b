import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Part } from '../../data/bulletin-schemas.ts';
import { paragraphsOf, surroundings } from './article-text.ts';

const number = { binding: 'a', value: 5, base: 5, release: 'r' };
const text = fc.string({ unit: fc.constantFrom('a', '.', ' ', '\n') }).map((text) => ({ text }));
const parts = fc.array(fc.oneof(text, fc.constant<Part>(number)), { maxLength: 12 });
const words = (all: readonly Part[]) =>
  all.map((part) => ('text' in part ? part.text.replace(/\s/g, '') : '<5>')).join('');

it('paragraphs hold every word and every number, in their order, and none of them is empty', () => {
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

it('what was found is shown within its words', () => {
  expect(surroundings('On 12 March', { at: 3, length: 2 })).toEqual(['On ', '12', ' March']);
  const [before, , after] = surroundings(`${'a'.repeat(90)}7${'b'.repeat(90)}`, { at: 90, length: 1 });
  expect([before, after]).toEqual([`…${'a'.repeat(40)}`, `${'b'.repeat(40)}…`]);
});
