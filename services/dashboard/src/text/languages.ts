import { isLanguage, LANGUAGES, type Language } from '@waylight/taxonomy/labels';

/** Each language in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  sq: 'Shqip',
  'sr-Latn': 'Srpski (latinica)',
  'sr-Cyrl': 'Српски (ћирилица)',
  mk: 'Македонски',
  bs: 'Bosanski',
  cnr: 'Crnogorski',
};

/** Whose rules for plurals are the language's: browsers know them of every language that is not Montenegrin. */
export const pluralLocale = (language: Language): string => (language === 'cnr' ? 'sr-Latn' : language);

/**
 * The language to begin with: what the address says, else what was chosen here before, else the first that the browser
 * asks for and there is.
 */
export function firstLanguage(
  inAddress: string | null,
  remembered: string | null,
  asked: readonly string[],
): Language {
  for (const tag of [inAddress, remembered]) if (tag !== null && isLanguage(tag)) return tag;
  for (const tag of asked) {
    const found = languageOfTag(tag);
    if (found !== undefined) return found;
  }
  return 'en';
}

/** Serbian is in Cyrillic unless it says otherwise; in Montenegro it is not. */
function languageOfTag(tag: string): Language | undefined {
  const [name = '', ...rest] = tag.split('-');
  if (name.toLowerCase() !== 'sr') return LANGUAGES.find((language) => language === name.toLowerCase());
  const isLatin = rest.some((part) => /^(?:latn|me)$/i.test(part));
  return isLatin ? 'sr-Latn' : 'sr-Cyrl';
}
