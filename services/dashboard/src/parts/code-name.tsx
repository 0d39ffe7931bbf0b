import { areaLabel, segmentById, stretchName } from '@waylight/taxonomy/places';
import { countryText } from '../language/countries.ts';
import { type Locale, useLocale } from '../language/locale.tsx';
import { shortCodeText } from './code-text.ts';
import { Country } from './country.tsx';

const COUNTRY = /^[A-Z]{2}$/;
const ELSEWHERE = /^elsewhere-in-([A-Z]{2})$/;

/** A code of a dimension in words where no element can stand, as in a choice. */
export function codeText(dimension: string, code: string, locale: Locale): string {
  const short = shortCodeText(dimension, code, locale);
  if (short !== undefined) return short;
  if (dimension === 'segment') return stretchText(code, locale);
  const { t, language } = locale;
  const country = ELSEWHERE.exec(code)?.[1];
  if (country !== undefined) return t('code.elsewhere', { country: countryText(country, t) });
  return areaLabel(code, language);
}

function stretchText(code: string, { language, t }: Locale): string {
  const segment = segmentById(code);
  if (segment?.from === undefined || segment.to === undefined) return code;
  const pair = `${countryText(segment.from, t)} → ${countryText(segment.to, t)}`;
  return segment.stretch === undefined ? pair : `${stretchName(segment.stretch, language)} (${pair})`;
}

/** The same as an element, in which a country leads to its footnote. */
export function CodeName({ dimension, code }: { readonly dimension: string; readonly code: string }) {
  const locale = useLocale();
  const text = codeText(dimension, code, locale);
  if (dimension === 'country' && COUNTRY.test(code)) return <Country code={code} />;
  const segment = dimension === 'segment' ? segmentById(code) : undefined;
  if (segment?.from === undefined || segment.to === undefined || segment.stretch !== undefined) return text;
  return (
    <>
      <Country code={segment.from} /> → <Country code={segment.to} />
    </>
  );
}
