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
 * Returns the key of a spelling. It is equal for all spellings that differ only in case, diacritics, script (Cyrillic or Latin)
 * and punctuation; dj equals đ. Callers must treat an empty key as no match, never as a match with everything.
 */
export function foldKey(text: string): string {
  // Most texts are ASCII, and do not need Unicode normalisation, which is slow.
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
      // This follows the removal of separators, and applies to every j. So folding twice gives the same result as folding once.
      .replace(/dj+/gu, 'd')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  );
}
