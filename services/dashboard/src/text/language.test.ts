import { LANGUAGES, label } from '@waylight/taxonomy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countryText } from './countries.ts';
import { formatMonth, formatNumber, parsePeriod, sentenceStart, shortMonth } from './format.ts';
import { firstLanguage } from './languages.ts';
import en from './locales/en.json' with { type: 'json' };
import { loadTranslator } from './testing/load-translator.ts';

const translators = await Promise.all(
  LANGUAGES.map(async (language) => [language, await loadTranslator(language)] as const),
);

/** ICU names Montenegrin "Serbian (Montenegro)". */
const localeOf = (language: string): string => (language === 'cnr' ? 'sr-Latn-ME' : language);

describe('numbers and dates', () => {
  it('capitalises a month at the start of a sentence, and changes nothing else', async () => {
    expect(sentenceStart(formatMonth('2026', 10, await loadTranslator('sq')), 'sq')).toBe('Tetor 2026');
    for (const [language, t] of translators)
      for (let month = 1; month <= 12; month += 1) {
        const text = formatMonth('2026', month, t);
        const start = sentenceStart(text, language);
        expect(start).toMatch(/^\p{Lu}/u);
        expect(start.slice(1)).toBe(text.slice(1));
      }
  });

  it('are formatted as by ICU, in each of the seven languages', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LANGUAGES),
        fc.integer({ min: -99_999_999, max: 99_999_999 }),
        (language, value) => {
          const byIcu = new Intl.NumberFormat(localeOf(language), { useGrouping: 'always' }).format(value);
          // Some languages use a hyphen there, at which browsers break lines.
          expect(formatNumber(value, language)).toBe(byIcu.replace(/^-/, '\u2212'));
        },
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...translators),
        fc.integer({ min: 1, max: 12 }),
        ([language, t], month) => {
          const byIcu = new Intl.DateTimeFormat(localeOf(language), {
            month: 'long',
            year: 'numeric',
            timeZone: 'UTC',
          });
          expect(formatMonth('2026', month, t).replace(/\s/g, ' ')).toBe(
            byIcu.format(Date.UTC(2026, month - 1, 15)),
          );
          expect(shortMonth(month, t)).not.toBe('');
        },
      ),
    );
  });

  it('parses the id of a period, and no other text', () => {
    expect(['2026', '2026-Q3', '2026-10', '2026-W05', '2026-?', '2026-10-?'].map(parsePeriod)).toEqual([
      { kind: 'year', year: '2026' },
      { kind: 'quarter', year: '2026', quarter: '3' },
      { kind: 'month', year: '2026', month: 10 },
      { kind: 'week', year: '2026', week: '5' },
      { kind: 'month-unknown', year: '2026' },
      { kind: 'day-unknown', year: '2026', month: 10 },
    ]);
    expect(['', '26', '2026-Q5', '2026-13', '2026-00', 'not-given'].map(parsePeriod)).toEqual(
      Array(6).fill(undefined),
    );
  });
});

describe('names of countries', () => {
  it('are those of the code book, and XK has the sign of its footnote in every language', () => {
    for (const [language, t] of translators) {
      const names = new Intl.DisplayNames([localeOf(language)], { type: 'region' });
      for (const code of Object.keys(en).flatMap((id) => /^country\.([A-Z]{2})$/.exec(id)?.[1] ?? [])) {
        // English and Albanian have the names of ICU, which are shorter, and without the article.
        const isShorter = language === 'en' || language === 'sq';
        const name = isShorter ? names.of(code) : label('country', code, language).replace('*', '');
        expect(countryText(code, t)).toBe(code === 'XK' ? `${name}*` : name);
      }
    }
  });

  it('are the code where there is none', async () => {
    expect(countryText('QQ', await loadTranslator('en'))).toBe('QQ');
  });
});

describe('the first language', () => {
  it('is that of the URL, else the last choice, else the first preference of the browser', () => {
    expect(firstLanguage('mk', 'sq', ['bs'])).toBe('mk');
    expect(firstLanguage('xx', 'sq', ['bs'])).toBe('sq');
    expect(firstLanguage(null, null, ['de', 'bs-BA', 'en'])).toBe('bs');
    expect(firstLanguage(null, null, ['de'])).toBe('en');
  });

  it('distinguishes the scripts of Serbian', () => {
    const firstOf = (tag: string) => firstLanguage(null, null, [tag]);
    expect(['sr', 'sr-RS', 'sr-Cyrl-BA', 'sr-Latn', 'sr-Latn-RS', 'sr-ME'].map(firstOf)).toEqual([
      'sr-Cyrl',
      'sr-Cyrl',
      'sr-Cyrl',
      'sr-Latn',
      'sr-Latn',
      'sr-Latn',
    ]);
  });
});
