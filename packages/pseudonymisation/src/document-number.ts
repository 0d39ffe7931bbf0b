import { toWesternDigits } from './western-digits.ts';

/** Letters that look alike in Cyrillic and Latin. The number of a passport may be typed on either keyboard. */
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
 * Normalises a document number to capitals and Western digits, and replaces the letters O and I by the digits 0 and 1. Undefined
 * for text that is not a document number: too short, without a digit, in another script, or a single repeated character, as in
 * placeholders.
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
