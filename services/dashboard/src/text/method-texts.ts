import { queryOptions, useQuery } from '@tanstack/react-query';
import {
  EXPLANATION_PARTS,
  type ExplanationMessage,
  type ExplanationMessages,
  type ExplanationPart,
  formatEnglishDay,
  formatMessages,
  type MessageCatalogue,
} from '@waylight/presentation';
import type { Language } from '@waylight/taxonomy/labels';
import { codeText } from './code-name.ts';
import { dimensionText } from './code-text.ts';
import { formatDay } from './format.ts';
import { pluralLocale } from './languages.ts';
import { type Locale, useLocale } from './locale.tsx';
import { loadTexts, type MessageId } from './texts.ts';

/** What an answer says of itself: in English, and sentence by sentence. */
export type ToldMethod = Readonly<Record<ExplanationPart, string>> & {
  readonly sentences: ExplanationMessages;
};

/** A part as it is read; in the English that came with it where a sentence is not known to the page. */
export type MethodText = { readonly text: string; readonly isEnglish: boolean };
export type MethodTexts = Readonly<Record<ExplanationPart, MethodText>>;

export const METHOD_TITLES: Readonly<Record<ExplanationPart, MessageId>> = {
  unit: 'figure.unit',
  source: 'figure.source',
  rounding: 'figure.rounding',
  method: 'figure.howMade',
};

/** Sentences in the language of the page, or the English that came with them. */
export function saidText(
  sentences: readonly ExplanationMessage[] | undefined,
  english: string,
  words: MessageCatalogue | null,
  locale: Locale,
): MethodText {
  const { language, number, period } = locale;
  const text =
    words === null || sentences === undefined || sentences.length === 0
      ? undefined
      : formatMessages(sentences, {
          ...{ words, plurals: new Intl.PluralRules(pluralLocale(language)) },
          ...{ number, period, day: language === 'en' ? formatEnglishDay : formatDay },
          dimension: (name) => dimensionIn(dimensionText(name, locale), language),
          code: (dimension, code) => codeText(dimension, code, locale),
        });
  return text === undefined ? { text: english, isEnglish: true } : { text, isEnglish: false };
}

/** English has the name of a dimension within its sentence; the others have it behind a colon. */
const dimensionIn = (name: string, language: Language): string =>
  language === 'en' ? name.charAt(0).toLowerCase() + name.slice(1) : name;

/** What an answer says of itself, in the language of the page. */
export function methodTexts(told: ToldMethod, words: MessageCatalogue | null, locale: Locale): MethodTexts {
  const textIn = (part: ExplanationPart) => saidText(told.sentences[part], told[part], words, locale);
  return {
    unit: textIn('unit'),
    source: textIn('source'),
    rounding: textIn('rounding'),
    method: textIn('method'),
  };
}

/** Whether a part is in English on a page that is not: then the page says so. */
export const hasForeignPart = (texts: MethodTexts, language: Language): boolean =>
  language !== 'en' && EXPLANATION_PARTS.some((part) => texts[part].isEnglish && texts[part].text !== '');

/** Words are loaded by who reads them, and kept; where they cannot be had, English is said. Undefined until it is known. */
export function useMethodWords(): MessageCatalogue | null | undefined {
  const { language } = useLocale();
  const { data, isPending } = useQuery(
    queryOptions({
      queryKey: ['method-words', language],
      queryFn: async () => (await loadTexts(language)).catalogue,
      staleTime: Number.POSITIVE_INFINITY,
      // A file that was kept is there without a connection.
      networkMode: 'always',
      retry: false,
    }),
  );
  return isPending ? undefined : (data ?? null);
}
