import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { usageFailure } from '../failure.ts';

export const COUNTRY_FLAG = '--country <cc>';
export const COUNTRY_HELP = `the country node: ${NODE_COUNTRIES.join(', ')}`;

/** The node country of a country code; upper and lower case are equal. */
export function nodeCountry(text: string | undefined, flag = '--country'): NodeCountry {
  if (text === undefined)
    throw usageFailure(`the country is missing: use --country ${NODE_COUNTRIES.join('|')}`);
  const code = text.toUpperCase();
  const found = NODE_COUNTRIES.find((country) => country === code);
  if (found !== undefined) return found;
  throw usageFailure(`${flag} got "${text}"; expected one of ${NODE_COUNTRIES.join(', ')}`);
}
