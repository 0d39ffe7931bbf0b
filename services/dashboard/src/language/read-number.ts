import type { Language } from '@waylight/taxonomy/labels';
import { numberSigns } from './format.ts';

/** The number that a text of `formatNumber` is; undefined of every other text. */
export function readNumber(text: string, language: Language): number | undefined {
  const { group, decimal } = numberSigns(language);
  const plain = text.trim().replace('\u2212', '-').split(group).join('').replace(decimal, '.');
  return /^-?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}
