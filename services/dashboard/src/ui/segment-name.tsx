import { segmentEnds } from '../model/counted-countries.ts';
import { shortCodeText } from '../text/code-text.ts';
import { type Locale, useLocale } from '../text/locale.tsx';
import { Country } from './country.tsx';

/**
 * Name of a directed segment. Does not load the large file with names of areas and stretches: a named stretch, which the shipped
 * plan does not have, is shown by its code.
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
