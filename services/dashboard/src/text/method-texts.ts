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

/** The explanation of an answer: in English, and as messages to translate. */
export type Explanation = Readonly<Record<ExplanationPart, string>> & {
  readonly sentences: ExplanationMessages;
};

/** Text of a part. It is in English if the page does not know one of its messages. */
export type MethodText = { readonly text: string; readonly isEnglish: boolean };
export type MethodTexts = Readonly<Record<ExplanationPart, MethodText>>;

export const METHOD_TITLES: Readonly<Record<ExplanationPart, MessageId>> = {
  unit: 'figure.unit',
  source: 'figure.source',
  rounding: 'figure.rounding',
  method: 'figure.howMade',
};

/** Formats messages in the language of the page, or returns the English text. */
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

/** English contains the name of a dimension within a sentence, in lower case. Other languages have it after a colon. */
const dimensionIn = (name: string, language: Language): string =>
  language === 'en' ? name.charAt(0).toLowerCase() + name.slice(1) : name;

/** The explanation of an answer, in the language of the page. */
export function methodTexts(
  explanation: Explanation,
  words: MessageCatalogue | null,
  locale: Locale,
): MethodTexts {
  const textIn = (part: ExplanationPart) =>
    saidText(explanation.sentences[part], explanation[part], words, locale);
  return {
    unit: textIn('unit'),
    source: textIn('source'),
    rounding: textIn('rounding'),
    method: textIn('method'),
  };
}

/** True if a part is in English on a page in another language. The page then notes it. */
export const hasForeignPart = (texts: MethodTexts, language: Language): boolean =>
  language !== 'en' && EXPLANATION_PARTS.some((part) => texts[part].isEnglish && texts[part].text !== '');

/** Loads and caches the texts that explanations need. `null` if loading failed, which gives English; undefined while loading. */
export function useMethodWords(): MessageCatalogue | null | undefined {
  const { language } = useLocale();
  const { data, isPending } = useQuery(
    queryOptions({
      queryKey: ['method-words', language],
      queryFn: async () => (await loadTexts(language)).catalogue,
      staleTime: Number.POSITIVE_INFINITY,
      // A cached file is available without a connection.
      networkMode: 'always',
      retry: false,
    }),
  );
  return isPending ? undefined : (data ?? null);
}
