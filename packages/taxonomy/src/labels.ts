// What pages need of the code book: labels, without the gazetteer and the spellings that only who reads reports needs.
export { label } from './codebook/codes.ts';
export type { Language } from './codebook/labels.ts';
export { isLanguage, LANGUAGES } from './codebook/labels.ts';
export type { ListName } from './codebook/lists.ts';
export { latinToCyrillic } from './text/transliterate.ts';
