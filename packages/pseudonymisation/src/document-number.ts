import { toWesternDigits } from './western-digits.ts';

/** Letters that Cyrillic and Latin write alike: a passport's number is typed on whichever keyboard is at hand. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
  І: 'I',
  Ј: 'J',
  Ѕ: 'S',
};

const MIN_LENGTH = 5;

/**
 * One form for every way to write a document's number: capitals and Western digits alone, and the letters O and I as
 * the digits that they are taken for. Undefined for what can't be one: too short, without a digit, of another script,
 * or one character throughout, as placeholders are.
 */
export function normaliseDocumentNumber(text: string): string | undefined {
  const plain = toWesternDigits(text)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/\p{Cf}|[\s.\-‐‑–/_#]/gu, '')
    .replace(/[А-ЯІЈЅ]/gu, (letter) => LOOKALIKES[letter] ?? letter)
    .replaceAll('O', '0')
    .replaceAll('I', '1');
  if (!/^[A-Z0-9]+$/.test(plain) || !/\d/.test(plain) || plain.length < MIN_LENGTH) return undefined;
  return new Set(plain).size > 1 ? plain : undefined;
}
