export const LANGUAGES = ['en', 'sq', 'sr-Latn', 'sr-Cyrl', 'mk', 'bs', 'cnr'] as const;
export type Language = (typeof LANGUAGES)[number];

export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}
