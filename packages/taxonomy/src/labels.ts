// What pages need of the code book. Labels of each other language are files that are loaded alone: see the exports map.
export type { Language } from './codebook/languages.ts';
export { isLanguage, LANGUAGES } from './codebook/languages.ts';
export type { ListName } from './codebook/lists.ts';
export { latinToCyrillic } from './text/transliterate.ts';
