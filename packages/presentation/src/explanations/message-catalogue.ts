import type { PeriodKind } from '@waylight/calendar';
import type { Audience } from '@waylight/contracts/audiences';
import { type Language, latinToCyrillic } from '@waylight/taxonomy/labels';
import type { ChangeText } from '../change-codes.ts';
import type { MessageCode } from './messages.ts';

/** The texts of one language, from a file in `locale/`. `{name}` is a placeholder for an argument. */
export type MessageCatalogue = {
  readonly messages: Readonly<Record<MessageCode, string>>;
  /** Names of audiences, as used within a message. */
  readonly audiences: Readonly<Record<Audience, string>>;
  /** Text for a wider audience `{readers}`. Its numbers count only reports that are shared with this audience. */
  readonly wider: { readonly one: string; readonly between: string };
  /** Text for "each week", "each month" and so on, by the length of a period. */
  readonly each: Readonly<Record<PeriodKind, string>>;
  /** Breakdowns: `all` for none, `and` between two, `within` for codes of another dimension, `others` for codes without a group. */
  readonly axes: Readonly<Record<'all' | 'and' | 'within' | 'others', string>>;
  /** `{n}` days, by plural category. `other` is the default. */
  readonly days: Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;
  /** Sentences about changes; see changes/changes.ts. */
  readonly changes: Readonly<Record<ChangeText, string>>;
};

/** Each language has its own file, so that a page loads only the language that it needs. */
const CATALOGUES: Readonly<Record<Exclude<Language, 'sr-Cyrl'>, () => Promise<MessageCatalogue>>> = {
  en: async () => (await import('../../locale/en.json', { with: { type: 'json' } })).default,
  sq: async () => (await import('../../locale/sq.json', { with: { type: 'json' } })).default,
  'sr-Latn': async () => (await import('../../locale/sr-Latn.json', { with: { type: 'json' } })).default,
  mk: async () => (await import('../../locale/mk.json', { with: { type: 'json' } })).default,
  bs: async () => (await import('../../locale/bs.json', { with: { type: 'json' } })).default,
  cnr: async () => (await import('../../locale/cnr.json', { with: { type: 'json' } })).default,
};

/** Loads the texts of a language. Cyrillic Serbian is transliterated from Latin Serbian. */
export async function loadMessageCatalogue(language: Language): Promise<MessageCatalogue> {
  return language === 'sr-Cyrl' ? toCyrillic(await CATALOGUES['sr-Latn']()) : CATALOGUES[language]();
}

/** Matches placeholders, the name of a standard and the name of an author, which are not transliterated. */
const STAYS_LATIN = /\{\w+\}|ISO 8601|Cox/g;

function toCyrillic({
  messages,
  audiences,
  wider,
  each,
  axes,
  days,
  changes,
}: MessageCatalogue): MessageCatalogue {
  return {
    messages: mapTexts(messages),
    audiences: mapTexts(audiences),
    wider: mapTexts(wider),
    each: mapTexts(each),
    axes: mapTexts(axes),
    days: mapTexts(days),
    changes: mapTexts(changes),
  };
}

const mapTexts = <Texts extends Readonly<Record<string, string>>>(texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries<string>(texts).map(([key, text]) => [key, textToCyrillic(text)]),
  ) as Texts;

export function textToCyrillic(text: string): string {
  const kept = text.match(STAYS_LATIN) ?? [];
  return text
    .split(STAYS_LATIN)
    .map((part, index) => `${latinToCyrillic(part)}${kept[index] ?? ''}`)
    .join('');
}
