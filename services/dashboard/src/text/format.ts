import type { Language } from '@waylight/taxonomy/labels';
import { codeMessageId, type Translate } from './texts.ts';

/** Signs in numbers by language, as in ICU: browsers do not support all seven languages. */
export const numberSigns = (language: Language): { readonly group: string; readonly decimal: string } => {
  if (language === 'en') return { group: ',', decimal: '.' };
  return { group: language === 'sq' ? '\u00A0' : '.', decimal: ',' };
};

/** Formats a number in the language. */
export function formatNumber(value: number, language: Language): string {
  const { group, decimal } = numberSigns(language);
  const [whole = '', fraction] = String(Math.abs(value)).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, group);
  return `${value < 0 ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : `${decimal}${fraction}`}`;
}

/** A parsed id of a period, such as 2026, 2026-Q3, 2026-10, 2026-W45, or one with an unknown part. */
export type Period =
  | { readonly kind: 'year'; readonly year: string }
  | { readonly kind: 'quarter'; readonly year: string; readonly quarter: string }
  | { readonly kind: 'month'; readonly year: string; readonly month: number }
  | { readonly kind: 'week'; readonly year: string; readonly week: string }
  | { readonly kind: 'month-unknown'; readonly year: string }
  | { readonly kind: 'day-unknown'; readonly year: string; readonly month: number };

/** Parses the id of a period; undefined for other text. */
export function parsePeriod(id: string): Period | undefined {
  const match = /^(\d{4})(?:-(?:Q([1-4])|W(\d{2})|(\?)|(\d{2})(-\?)?))?$/.exec(id);
  if (match === null) return undefined;
  const [, year = '', quarter, week, unknown, month, dayUnknown] = match;
  if (quarter !== undefined) return { kind: 'quarter', year, quarter };
  if (week !== undefined) return { kind: 'week', year, week: String(Number(week)) };
  if (unknown !== undefined) return { kind: 'month-unknown', year };
  if (month === undefined) return { kind: 'year', year };
  const number = Number(month);
  if (number < 1 || number > 12) return undefined;
  return { kind: dayUnknown === undefined ? 'month' : 'day-unknown', year, month: number };
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** "October 2026", with 1 for January. */
export const formatMonth = (year: string, month: number, t: Translate): string =>
  t('period.month', { year, month: t(codeMessageId('month', twoDigits(month))) });

/** "Oct", for axes. */
export const shortMonth = (month: number, t: Translate): string =>
  t(codeMessageId('month.short', twoDigits(month)));

/** Capitalises the start of a sentence. Most of the seven languages write months in lower case. */
export const sentenceStart = (text: string, language: Language): string =>
  text.charAt(0).toLocaleUpperCase(language) + text.slice(1);

/** An instant in local time, in digits: "26.11.2026, 14:05" is understood in all seven languages. */
export function formatInstant(atMs: number): string {
  const at = new Date(atMs);
  return `${twoDigits(at.getDate())}.${twoDigits(at.getMonth() + 1)}.${at.getFullYear()}, ${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

/** A day such as 2026-11-26, in digits: "26.11.2026". */
export const formatDay = (day: string): string => day.split('-').toReversed().join('.');
