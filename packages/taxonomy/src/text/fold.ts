import { cyrillicToLatin } from './transliterate.ts';

const LETTERS: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ı: 'i',
  ł: 'l',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
};

/**
 * The key under which two spellings are the same: case, diacritics, script (Cyrillic or Latin) and punctuation fall away,
 * and dj is đ. An empty key says that nothing is left to compare; a caller must treat it as no match, never as a match
 * with everything.
 */
export function foldKey(text: string): string {
  return cyrillicToLatin(text)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[đðıłøßæœς]/gu, (letter) => LETTERS[letter] ?? letter)
    .replace(/dj/gu, 'd')
    .replace(/['’‘ʼ`´]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
