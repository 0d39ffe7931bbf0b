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

/** Title of a figure by country, with its name as the caption if the title is a finding. */
export function countriesTitle(
  name: string,
  changes: Changes | undefined,
  locale: Pick<Locale, 't' | 'period'>,
): { readonly title: string; readonly caption?: string } {
  if (changes === undefined || changes.reasons.length > 0) return { title: name };
  const { t, period } = locale;
  const title = verdictTitle(
    changes,
    { dimension: 'country', codes: SIX, nameOf: (code) => countryText(code, t) },
    locale,
  );
  if (title !== undefined) return { title, caption: name };
  const verdicts = SIX.map((code) => comparisonOf(changes, 'country', code)?.verdict);
  const isCompared = verdicts.some((verdict) => verdict !== undefined && verdict !== 'not-comparable');
  if (!isCompared) return { title: name };
  return { title: t('overview.noChange', { title: name, before: period(changes.comparedPeriod ?? '') }) };
}
