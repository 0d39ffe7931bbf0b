import type { Changes, Comparison } from '../api/changes.ts';
import { countryText } from '../text/countries.ts';
import type { Locale } from '../text/locale.tsx';
import { segmentEnds } from './counted-countries.ts';

/**
 * Replaces the verdict on a segment if a country of either end sent no activity report. Without that country nothing is left of
 * the segment that could stay the same. Undefined without silence, and for a rise or fall that insights found nevertheless.
 */
export function segmentSilence(
  { subject, verdict }: Pick<Comparison, 'subject' | 'verdict'>,
  { period, comparedPeriod, silent = [], comparedSilent = [] }: Omit<Changes, 'others' | 'reasons'>,
  locale: Pick<Locale, 't' | 'period'>,
): string | undefined {
  const { from = '', to = '' } =
    segmentEnds(subject.find(({ dimension }) => dimension === 'segment')?.code ?? '') ?? {};
  if (verdict === undefined || verdict === 'more' || verdict === 'fewer') return undefined;
  for (const [id, countries] of [
    [period, silent],
    [comparedPeriod, comparedSilent],
  ] as const) {
    const ends = [from, to].filter((end) => countries.includes(end));
    if (id !== undefined && ends.length > 0) return silenceText(ends, id, locale);
  }
  return undefined;
}

/** No comparison is possible, because these countries sent no activity report for the period. */
export const silenceText = (
  countries: readonly string[],
  id: string,
  { t, period }: Pick<Locale, 't' | 'period'>,
): string =>
  t('silence.notComparable', {
    countries: countries.map((country) => countryText(country, t)).join(', '),
    period: period(id),
  });
