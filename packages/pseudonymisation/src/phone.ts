import { toWesternDigits } from './western-digits.ts';

/**
 * One form for every way to write a telephone number in international form: its digits, calling code first (ITU-T
 * E.164: 8 to 15 of them here). Undefined for a national number, which is another one in each country, for what is
 * no number, and for one digit throughout, as placeholders are.
 */
export function normalisePhone(text: string): string | undefined {
  const plain = toWesternDigits(text)
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    // "+49 (0) 176": the trunk prefix is dialled within the country alone.
    .replace(/\(0\)/, '')
    .replace(/[\s.\-‐‑–/()]/g, '')
    .replace(/^00/, '+');
  const digits = /^\+([1-9]\d{7,14})$/.exec(plain)?.[1];
  return digits !== undefined && new Set(digits.slice(1)).size > 1 ? digits : undefined;
}
