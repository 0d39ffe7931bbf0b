import { codeMessageId, type Translate } from './texts.ts';

/** The six whose organisations report, in the order of their codes. */
export const SIX = ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'] as const;

/** Calls for its footnote wherever it is named; see `<Footnotes>`. */
export const FOOTNOTED = 'XK';

/**
 * A country's name, with the sign of its footnote; the code itself for a country without a name. Only for places that cannot
 * contain an element, such as a text in a drawing: everything else uses `<Country>`.
 */
export function countryText(code: string, t: Translate): string {
  const id = codeMessageId('country', code);
  const name = t(id);
  if (name === id) return code;
  return code === FOOTNOTED ? `${name}*` : name;
}
