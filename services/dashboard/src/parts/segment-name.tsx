import { segmentEnds } from '../completeness/counted-countries.ts';
import { type Locale, useLocale } from '../language/locale.tsx';
import { shortCodeText } from './code-text.ts';
import { Country } from './country.tsx';

/**
 * The name of a directed segment, without the large file of names of areas and stretches. A named stretch, which the shipped
 * plan does not have, is its code.
 */
export function SegmentName({ code }: { readonly code: string }) {
  const locale = useLocale();
  const ends = segmentEnds(code);
  if (ends === undefined) return shortCodeText('segment', code, locale) ?? code;
  return (
    <>
      <Country code={ends.from} /> → <Country code={ends.to} />
      {ends.stretch !== undefined && ` (${ends.stretch})`}
    </>
  );
}

/** The same as text. */
export const segmentText = (code: string, locale: Locale): string =>
  shortCodeText('segment', code, locale) ?? code;
