import { type ChangeFormatter, formatEnglishDay } from '@waylight/presentation';
import { shortCodeText } from './code-text.ts';
import { formatDay } from './format.ts';
import type { Locale } from './locale.tsx';

/** Formats sentences about changes in the language of the page. */
export function changeFormatter(locale: Locale): ChangeFormatter {
  const { language, number, period, words, terms } = locale;
  const day = language === 'en' ? formatEnglishDay : formatDay;
  const code: ChangeFormatter['code'] = (dimension, id) => shortCodeText(dimension, id, locale) ?? id;
  return { words, terms, language, number, period, day, code };
}
