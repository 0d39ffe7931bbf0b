import {
  EXPLANATION_PARTS,
  type ExplanationMessage,
  type ExplanationMessages,
  type ExplanationPart,
  formatEnglishDay,
  formatMessages,
} from '@waylight/presentation';
import type { Language } from '@waylight/taxonomy/labels';
import { codeText } from './code-name.ts';
import { dimensionText } from './code-text.ts';
import { formatDay } from './format.ts';
import { pluralLocale } from './languages.ts';
import type { Locale } from './locale.tsx';
import type { MessageId } from './texts.ts';

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

/** Formats messages in the language of the page, or returns the English text if it does not know one of them. */
export function saidText(
  sentences: readonly ExplanationMessage[] | undefined,
  english: string,
  locale: Locale,
): MethodText {
  const { language, number, period, words } = locale;
  const text =
    sentences === undefined || sentences.length === 0
      ? undefined
      : formatMessages(sentences, {
          words,
          plurals: new Intl.PluralRules(pluralLocale(language)),
          number,
          period,
          day: language === 'en' ? formatEnglishDay : formatDay,
          dimension: (name) => dimensionIn(dimensionText(name, locale), language),
          code: (dimension, code) => codeText(dimension, code, locale),
        });
  return text === undefined ? { text: english, isEnglish: true } : { text, isEnglish: false };
}

/** English contains the name of a dimension within a sentence, in lower case. Other languages have it after a colon. */
const dimensionIn = (name: string, language: Language): string =>
  language === 'en' ? name.charAt(0).toLowerCase() + name.slice(1) : name;

/** The explanation of an answer, in the language of the page. */
export function methodTexts(explanation: Explanation, locale: Locale): MethodTexts {
  const textIn = (part: ExplanationPart) => saidText(explanation.sentences[part], explanation[part], locale);
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
