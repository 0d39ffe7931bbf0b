import { LANGUAGES } from '@waylight/taxonomy';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { formatRounded, type RoundedForm } from './format-rounded.ts';
import { interpretRounded } from './interpret-rounded.ts';

const base = fc.integer({ min: 2, max: 50 });
const FORMS: readonly RoundedForm[] = ['text', 'full', 'cell', 'screen-reader'];
/** Matches "none" in the seven languages, as a word of its own. */
const NONE = /(?<!\p{L})(none|no|asnjë|nijedan|nijedna|nema|ниједан|нема|ниеден)(?!\p{L})/u;

/** Draws an exact value, and one of the multiples to which unbiased rounding may round it. */
const rounded = fc.tuple(base, fc.nat({ max: 100_000 }), fc.boolean()).map(([base, truth, up]) => {
  const down = truth - (truth % base);
  return { base, truth, value: up && truth % base !== 0 ? down + base : down };
});

describe('the interpretation of a released number', () => {
  it('contains the exact value, rounded up or down', () => {
    fc.assert(
      fc.property(rounded, ({ base, truth, value }) => {
        const { from, to } = interpretRounded(value, base);
        return from <= truth && truth <= to;
      }),
    );
  });

  it('contains every value that differs by less than the base', () => {
    fc.assert(
      fc.property(base, fc.integer({ min: -200, max: 2_000 }), (base, n) => {
        const reading = interpretRounded(n * base, base);
        if (n === 0) expect(reading).toEqual({ kind: 'range', from: 0, to: base - 1 });
        else expect([reading.from, reading.to]).toEqual([n * base - base + 1, n * base + base - 1]);
      }),
    );
  });

  it('throws for a number that no release can contain', () => {
    fc.assert(
      fc.property(base, fc.integer(), (base, value) => {
        fc.pre(value % base !== 0);
        expect(() => interpretRounded(value, base)).toThrow(RangeError);
      }),
    );
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 2.5])
      expect(() => interpretRounded(value)).toThrow(RangeError);
  });
});

describe('the text of a released number', () => {
  test('in English, in every form', () => {
    const texts = (value: number) => FORMS.map((form) => formatRounded(value, { form }));
    expect(texts(0)).toEqual(['0–4', '0–4', '0–4', 'between 0 and 4']);
    expect(texts(5)).toEqual([
      'about 5',
      'about 5 (±4 at most)',
      '≈\u00A05',
      'about 5, at most 4 more or fewer',
    ]);
    expect(formatRounded(1_230, { base: 10, form: 'full', format: (n) => n.toLocaleString('en') })).toBe(
      'about 1,230 (±9 at most)',
    );
  });

  test('contains number and bound in every language, and never "none"', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGES),
        fc.constantFrom(...FORMS),
        base,
        fc.nat({ max: 500 }),
        (language, form, base, n) => {
          const text = formatRounded(n * base, { language, form, base });
          expect(text).not.toMatch(NONE);
          expect(text).toContain(n === 0 ? String(base - 1) : String(n * base));
          if (form === 'full' || form === 'screen-reader') expect(text).toContain(String(base - 1));
          // A single 0 could be read as none.
          expect(text).not.toBe('0');
        },
      ),
    );
  });

  test('differs between languages, except for three languages that share a standard', () => {
    const texts = LANGUAGES.map((language) => formatRounded(10, { language, form: 'screen-reader' }));
    expect(new Set(texts).size).toBe(LANGUAGES.length - 2);
  });
});
