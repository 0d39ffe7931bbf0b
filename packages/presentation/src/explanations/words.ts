import { type Language, latinToCyrillic } from '@waylight/taxonomy/labels';
import type { PeriodLength, Readers, SentenceCode } from './sentences.ts';

/** How one language says the sentences. `{name}` stands for an argument. */
export type Words = {
  readonly sentences: Readonly<Record<SentenceCode, string>>;
  /** Where sentences name a circle of readers. */
  readonly readers: Readonly<Record<Readers, string>>;
  /** `{readers}` as a wider circle that is given what it may count. */
  readonly wider: { readonly one: string; readonly between: string };
  /** "each …" of periods of that length. */
  readonly each: Readonly<Record<PeriodLength, string>>;
  /** What a table tells apart: `all` where it is nothing, `and` between two, codes `{codes}` of `{within}`, and those that stay as they are. */
  readonly axes: Readonly<Record<'all' | 'and' | 'within' | 'others', string>>;
  /** `{n}` and the word for days, by the language's plurals; `other` where a number asks for no other one. */
  readonly days: Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;
};

/** Each language is a file of its own, which is loaded by who reads it. */
const WORDS: Readonly<Record<Exclude<Language, 'sr-Cyrl'>, () => Promise<Words>>> = {
  en: async () => (await import('./words/en.ts')).en,
  sq: async () => (await import('./words/sq.ts')).sq,
  'sr-Latn': async () => (await import('./words/sr-latn.ts')).srLatn,
  mk: async () => (await import('./words/mk.ts')).mk,
  bs: async () => (await import('./words/bs.ts')).bs,
  cnr: async () => (await import('./words/cnr.ts')).cnr,
};

/** The words of a language. Serbian in Cyrillic is made of Serbian in Latin: the two are one language. */
export async function wordsOf(language: Language): Promise<Words> {
  return language === 'sr-Cyrl' ? inCyrillic(await WORDS['sr-Latn']()) : WORDS[language]();
}

/** Names of arguments, and of a standard and a scholar, which stay as they are. */
const STAYS_LATIN = /\{\w+\}|ISO 8601|Cox/g;

function inCyrillic({ sentences, readers, wider, each, axes, days }: Words): Words {
  return {
    sentences: eachText(sentences),
    readers: eachText(readers),
    wider: eachText(wider),
    each: eachText(each),
    axes: eachText(axes),
    days: eachText(days),
  };
}

const eachText = <Texts extends Readonly<Record<string, string>>>(texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries<string>(texts).map(([key, text]) => [key, textInCyrillic(text)]),
  ) as Texts;

function textInCyrillic(text: string): string {
  const kept = text.match(STAYS_LATIN) ?? [];
  return text
    .split(STAYS_LATIN)
    .map((part, index) => `${latinToCyrillic(part)}${kept[index] ?? ''}`)
    .join('');
}
