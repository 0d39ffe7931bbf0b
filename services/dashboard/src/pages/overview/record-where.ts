import { SIX } from '../../text/countries.ts';
import type { Locale } from '../../text/locale.tsx';

/** Exact numbers by where it happened: the parts add up to the whole. */
export type ByWhere = { readonly six: number; readonly elsewhere: number; readonly unknown: number };

/** How many of these are in the six countries, how many outside them, and of how many the country is not known. */
export function byWhere(byCountry: Iterable<readonly [code: string, value: number]>): ByWhere {
  let [six, elsewhere, unknown] = [0, 0, 0];
  for (const [code, value] of byCountry)
    if (code === 'unknown') unknown += value;
    else if (SIX.some((one) => one === code)) six += value;
    else elsewhere += value;
  return { six, elsewhere, unknown };
}

/** The same as a sentence below a sum. */
export const whereText = (
  { six, elsewhere, unknown }: ByWhere,
  { t, number }: Pick<Locale, 't' | 'number'>,
): string =>
  t('overview.record.where', {
    six: number(six),
    elsewhere: number(elsewhere),
    unknown: number(unknown),
  });
