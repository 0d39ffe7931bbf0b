import type { PeriodKind } from '@waylight/calendar';
import type { Audience } from '@waylight/contracts/audiences';
import { type Language, latinToCyrillic } from '@waylight/taxonomy/labels';
import type { MessageCode } from './messages.ts';

/** How one language says the sentences. `{name}` stands for an argument. */
export type MessageCatalogue = {
  readonly messages: Readonly<Record<MessageCode, string>>;
  /** Where sentences name a circle of readers. */
  readonly audiences: Readonly<Record<Audience, string>>;
  /** `{readers}` as a wider circle that is given what it may count. */
  readonly wider: { readonly one: string; readonly between: string };
  /** "each …" of periods of that length. */
  readonly each: Readonly<Record<PeriodKind, string>>;
  /** What a table tells apart: `all` where it is nothing, `and` between two, codes `{codes}` of `{within}`, and those that stay as they are. */
  readonly axes: Readonly<Record<'all' | 'and' | 'within' | 'others', string>>;
  /** `{n}` and the word for days, by the language's plurals; `other` where a number asks for no other one. */
  readonly days: Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;
};

/** Each language is a file of its own, which is loaded by who reads it. */
const CATALOGUES: Readonly<Record<Exclude<Language, 'sr-Cyrl'>, () => Promise<MessageCatalogue>>> = {
  en: async () => (await import('./locale/en.ts')).en,
  sq: async () => (await import('./locale/sq.ts')).sq,
  'sr-Latn': async () => (await import('./locale/sr-latn.ts')).srLatn,
  mk: async () => (await import('./locale/mk.ts')).mk,
  bs: async () => (await import('./locale/bs.ts')).bs,
  cnr: async () => (await import('./locale/cnr.ts')).cnr,
};

/** The words of a language. Serbian in Cyrillic is made of Serbian in Latin: the two are one language. */
export async function loadMessageCatalogue(language: Language): Promise<MessageCatalogue> {
  return language === 'sr-Cyrl' ? toCyrillic(await CATALOGUES['sr-Latn']()) : CATALOGUES[language]();
}

/** Names of arguments, and of a standard and a scholar, which stay as they are. */
const STAYS_LATIN = /\{\w+\}|ISO 8601|Cox/g;

function toCyrillic({ messages, audiences, wider, each, axes, days }: MessageCatalogue): MessageCatalogue {
  return {
    messages: mapTexts(messages),
    audiences: mapTexts(audiences),
    wider: mapTexts(wider),
    each: mapTexts(each),
    axes: mapTexts(axes),
    days: mapTexts(days),
  };
}

const mapTexts = <Texts extends Readonly<Record<string, string>>>(texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries<string>(texts).map(([key, text]) => [key, textToCyrillic(text)]),
  ) as Texts;

function textToCyrillic(text: string): string {
  const kept = text.match(STAYS_LATIN) ?? [];
  return text
    .split(STAYS_LATIN)
    .map((part, index) => `${latinToCyrillic(part)}${kept[index] ?? ''}`)
    .join('');
}
