import { toWesternDigits } from './western-digits.ts';

/**
 * Normalises a telephone number in international form to its digits, calling code first (ITU-T E.164; 8 to 15 of them here).
 * Undefined for a national number, which is ambiguous between countries, for other text, and for a single repeated digit, as in
 * placeholders.
 */
export function normalisePhone(text: string): string | undefined {
  const plain = toWesternDigits(text)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    // "+49 (0) 176": the trunk prefix is dialled within the country only.
    .replace(/\(0\)/, '')
    .replace(/[\s.\-‐‑–/()]/g, '')
    .replace(/^00/, '+');
  const digits = /^\+([1-9]\d{7,14})$/.exec(plain)?.[1];
  return digits !== undefined && new Set(digits.slice(1)).size > 1 ? digits : undefined;
}
