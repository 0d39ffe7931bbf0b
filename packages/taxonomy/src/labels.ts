// The code book for browsers. Labels of each other language are separate files, see the exports map.
export type { Language } from './codebook/languages.ts';
export { isLanguage, LANGUAGES } from './codebook/languages.ts';
export type { ListName } from './codebook/lists.ts';
export { latinToCyrillic } from './text/transliterate.ts';
