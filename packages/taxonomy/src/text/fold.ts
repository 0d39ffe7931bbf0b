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

const BEYOND_ASCII = /[^\u0020-\u007e]/;

/**
 * The key under which two spellings are the same: case, diacritics, script (Cyrillic or Latin) and punctuation fall away,
 * and dj is đ. An empty key says that nothing is left to compare; a caller must treat it as no match, never as a match
 * with everything.
 */
export function foldKey(text: string): string {
  // Most texts are plain: of those nothing is left to do by the rules of Unicode, and these are quicker.
  if (!BEYOND_ASCII.test(text))
    return text
      .toLowerCase()
      .replace(/['`]/g, '')
      .replace(/dj+/g, 'd')
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return (
    cyrillicToLatin(text)
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[đðıłøßæœς]/gu, (letter) => LETTERS[letter] ?? letter)
      .replace(/['’‘ʼ`´]/gu, '')
      // After what falls away between the two, and with every j: what was folded is folded already.
      .replace(/dj+/gu, 'd')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  );
}
