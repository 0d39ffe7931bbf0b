import { type Changes, comparisonOf } from '../api/changes.ts';
import { countryText, SIX } from '../text/countries.ts';
import type { Locale } from '../text/locale.tsx';

type Judged = {
  readonly dimension: string;
  /** Codes that the figure contains. */
  readonly codes: readonly string[];
  readonly nameOf: (code: string) => string;
};

/**
 * Names the codes with more and with fewer incidents by the verdicts of insights, one sentence each. Undefined if there are none.
 */
export function verdictTitle(
  changes: Changes | undefined,
  { dimension, codes, nameOf }: Judged,
  { t, period }: Pick<Locale, 't' | 'period'>,
): string | undefined {
  if (changes === undefined || changes.reasons.length > 0) return undefined;
  const before = period(changes.comparedPeriod ?? '');
  const sentences = (['more', 'fewer'] as const).flatMap((verdict) => {
    const found = codes.filter((code) => comparisonOf(changes, dimension, code)?.verdict === verdict);
    return found.length === 0
      ? []
      : [t(`border.${verdict}`, { before, segments: found.map(nameOf).join('; ') })];
  });
  return sentences.length === 0 ? undefined : sentences.join(' ');
}

/** The countries with more and with fewer incidents, or that there are none. Undefined if no country was compared. */
export function countriesFinding(
  changes: Changes | undefined,
  locale: Pick<Locale, 't' | 'period'>,
): string | undefined {
  if (changes === undefined || changes.reasons.length > 0) return undefined;
  const { t, period } = locale;
  const verdicts = SIX.map((code) => comparisonOf(changes, 'country', code)?.verdict);
  if (verdicts.every((verdict) => verdict === undefined || verdict === 'not-comparable')) return undefined;
  return (
    verdictTitle(
      changes,
      { dimension: 'country', codes: SIX, nameOf: (code) => countryText(code, t) },
      locale,
    ) ?? t('overview.noChange', { before: period(changes.comparedPeriod ?? '') })
  );
}
