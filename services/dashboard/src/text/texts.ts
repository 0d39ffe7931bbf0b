/// <reference path="./virtual-texts.d.ts" />
import { type I18n, setupI18n } from '@lingui/core';
import { queryOptions } from '@tanstack/react-query';
import { isLanguage, type Language } from '@waylight/taxonomy/labels';
import type { Texts } from './compile-texts.ts';
import { formOf } from './form-of.ts';
import { pluralLocale } from './languages.ts';
import type en from './locales/en.json';

/** The id of a text: a key of `locales/en.json`. */
export type MessageId = keyof typeof en;

/** The id of a text whose last part is a code, such as `country.RS`. The code may have no text. */
export const codeMessageId = (prefix: CodePrefix, code: string): MessageId =>
  `${prefix}.${code}` as MessageId;

/** Prefixes of ids that are used with a code only. */
export const CODE_PREFIXES = ['country', 'month', 'month.short'] as const;
type CodePrefix = (typeof CODE_PREFIXES)[number];

/** One file for each language, loaded on demand. */
const TEXTS: Readonly<Record<Language, () => Promise<{ readonly texts: Texts }>>> = {
  en: () => import('virtual:texts/en'),
  sq: () => import('virtual:texts/sq'),
  'sr-Latn': () => import('virtual:texts/sr-Latn'),
  'sr-Cyrl': () => import('virtual:texts/sr-Cyrl'),
  mk: () => import('virtual:texts/mk'),
  bs: () => import('virtual:texts/bs'),
  cnr: () => import('virtual:texts/cnr'),
};

export const loadTexts = async (language: Language): Promise<Texts> => (await TEXTS[language]()).texts;

/** For a part of a page in another language. */
export const textsQuery = (language: Language) =>
  queryOptions({
    queryKey: ['texts', language],
    queryFn: () => loadTexts(language),
    staleTime: Number.POSITIVE_INFINITY,
    // A cached file is available without a connection.
    networkMode: 'always',
    retry: false,
  });

/** Translates to this language, independent of the language of the page. */
export function createI18n(language: Language, { messages }: Pick<Texts, 'messages'>): I18n {
  const i18n = setupI18n();
  i18n.load(language, messages);
  i18n.activate(language);
  return i18n;
}

/** Returns the text with this id. Numbers are passed as formatted text, and as numbers only to select a plural. */
export type Translate = (id: MessageId, values?: Readonly<Record<string, string | number>>) => string;

export const translator =
  (i18n: I18n): Translate =>
  (id, values) => {
    const message = i18n.messages[id];
    // A code may have no text. Lingui warns about both.
    if (message === undefined || typeof message === 'string') return message ?? id;
    return i18n._(id, values && withForms(values, i18n));
  };

/** Adds the plural form of each number, by which compiled messages choose. */
export function withForms<Of>(
  values: Readonly<Record<string, Of>>,
  { locale }: Pick<I18n, 'locale'>,
): Readonly<Record<string, Of | string>> {
  const numbers = Object.entries(values).filter(
    (one): one is [string, Of & number] => typeof one[1] === 'number',
  );
  if (numbers.length === 0) return values;
  const plurals = new Intl.PluralRules(isLanguage(locale) ? pluralLocale(locale) : 'en');
  const forms = numbers.map(([name, value]) => [formOf(name), plurals.select(value)]);
  return { ...values, ...Object.fromEntries(forms) };
}
