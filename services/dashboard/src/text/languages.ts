import { isLanguage, LANGUAGES, type Language } from '@waylight/taxonomy/labels';

/** Name of each language in that language. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  sq: 'Shqip',
  'sr-Latn': 'Srpski (latinica)',
  'sr-Cyrl': 'Српски (ћирилица)',
  mk: 'Македонски',
  bs: 'Bosanski',
  cnr: 'Crnogorski',
};

/** Language with the same plural rules, for `Intl`: browsers do not know Montenegrin. */
export const pluralLocale = (language: Language): string => (language === 'cnr' ? 'sr-Latn' : language);

/** Chooses the first language: by the URL, then by the last choice in this browser, then by the browser's preferences. */
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

/** Serbian is in Cyrillic, except if the tag names the Latin script or Montenegro. */
function languageOfTag(tag: string): Language | undefined {
  const [name = '', ...rest] = tag.split('-');
  if (name.toLowerCase() !== 'sr') return LANGUAGES.find((language) => language === name.toLowerCase());
  const isLatin = rest.some((part) => /^(?:latn|me)$/i.test(part));
  return isLatin ? 'sr-Latn' : 'sr-Cyrl';
}
