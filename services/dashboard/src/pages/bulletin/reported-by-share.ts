import type { CompletenessMonth, CountryCompleteness } from '../../api/completeness.ts';
import { SIX } from '../../text/countries.ts';

/** What is told of who said what it did; `untold` where too few are expected to say so, `nothing` where no release tells of a country. */
export type ShareTold = NonNullable<CountryCompleteness['stated']> | 'untold' | 'nothing';

/** The gravest first. */
const ORDER = ['none', 'some', 'most', 'untold', 'nothing', 'all'] as const satisfies readonly ShareTold[];

export type CountriesTold = {
  /** One, or those that are told together. */
  readonly countries: readonly string[];
  /** The months of which it is told. */
  readonly periods: readonly string[];
};

/** All that some months tell of who said what it did, by what it is: every country of every month stands in it once. */
export function reportedByShare(
  months: readonly CompletenessMonth[],
): readonly { readonly share: ShareTold; readonly told: readonly CountriesTold[] }[] {
  const found = new Map<ShareTold, Map<string, { countries: readonly string[]; periods: string[] }>>();
  const add = (share: ShareTold, countries: readonly string[], period: string) => {
    const ofShare = found.get(share) ?? new Map();
    const one = ofShare.get(countries.join()) ?? { countries, periods: [] };
    one.periods.push(period);
    found.set(share, ofShare.set(countries.join(), one));
  };
  for (const { period, entries } of months) {
    for (const { stated, countries } of entries) add(stated ?? 'untold', countries, period);
    const told = new Set(entries.flatMap(({ countries }) => countries));
    for (const code of SIX) if (!told.has(code)) add('nothing', [code], period);
  }
  return ORDER.flatMap((share) => {
    const told = found.get(share);
    return told === undefined ? [] : [{ share, told: [...told.values()] }];
  });
}
