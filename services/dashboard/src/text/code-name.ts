import { areaLabel, segmentById, stretchName } from '@waylight/taxonomy/places';
import { shortCodeText } from './code-text.ts';
import { countryText } from './countries.ts';
import type { Locale } from './locale.tsx';

const ELSEWHERE = /^elsewhere-in-([A-Z]{2})$/;

/** Name of a code of a dimension, including areas and stretches of a border. */
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
