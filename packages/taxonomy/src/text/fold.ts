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
 * The key of a spelling, equal for all spellings that differ only in case, diacritics, script (Cyrillic or Latin) and punctuation;
 * dj is đ. An empty key has nothing to compare: callers must treat it as no match, never as a match with everything.
 */
export function foldKey(text: string): string {
  // Most texts are ASCII: they need no Unicode normalisation, which is slower.
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
      // After the removal of separators between the two letters, and for every j, so that folding twice changes nothing.
      .replace(/dj+/gu, 'd')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  );
}
