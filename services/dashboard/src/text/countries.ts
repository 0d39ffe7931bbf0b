import { codeMessageId, type Translate } from './texts.ts';

/** The six countries whose organisations report, in the order of their codes. */
export const SIX = ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'] as const;

/** Refers to the footnote wherever the name occurs; see `<Footnotes>`. */
export const FOOTNOTED = 'XK';

/**
 * A country's name with the sign of its footnote; the code itself for a country without a name. For places that cannot contain an
 * element, such as a text in a drawing. Elsewhere use `<Country>`.
 */
export function countryText(code: string, t: Translate): string {
  const id = codeMessageId('country', code);
  const name = t(id);
  if (name === id) return code;
  return code === FOOTNOTED ? `${name}*` : name;
}

/** True for the remaining countries of a plan and for unknown ones. */
export const isOtherCountry = (code: string): boolean => code === 'other-or-unknown' || code === 'unknown';

/** The name of a row of a table by country: also of the remaining countries, and of those that are shown together. */
export function countryRowText(code: string, t: Translate): string {
  if (isOtherCountry(code)) return t('country.other');
  return code === 'not-broken-down' ? t('code.pooled') : countryText(code, t);
}
