import { toWesternDigits } from './western-digits.ts';

/**
 * Normalises a telephone number in international form to its digits, calling code first (ITU-T E.164; here 8 to 15 digits).
 * Undefined for a national number, because it is ambiguous between countries. Also undefined for other text, and for a single
 * repeated digit, as in placeholders.
 */
export function normalisePhone(text: string): string | undefined {
  const plain = toWesternDigits(text)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    // "+49 (0) 176": the trunk prefix is dialled only within the country.
    .replace(/\(0\)/, '')
    .replace(/[\s.\-‐‑–/()]/g, '')
    .replace(/^00/, '+');
  const digits = /^\+([1-9]\d{7,14})$/.exec(plain)?.[1];
  return digits !== undefined && new Set(digits.slice(1)).size > 1 ? digits : undefined;
}
