import type { Language } from '@waylight/taxonomy/labels';
import { ICU_DATA } from './gen/icu-data.ts';

/** The six whose organisations report, in the order of their codes. */
export const SIX = ['AL', 'BA', 'ME', 'MK', 'RS', 'XK'] as const;

/** Calls for its footnote wherever it is named; see `<Footnotes>`. */
export const FOOTNOTED = 'XK';

/**
 * A country's name as ICU has it, with the sign of its footnote; the code itself where ICU has none. Of pages only what
 * cannot hold an element, such as a text in a drawing, may call this: everything else writes `<Country>`.
 */
export function countryText(code: string, language: Language): string {
  const names: Readonly<Record<string, string>> = ICU_DATA[language].countries;
  const name = names[code] ?? code;
  return code === FOOTNOTED ? `${name}*` : name;
}
