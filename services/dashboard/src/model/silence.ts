import { findSilences, type Silence as LastingSilence } from '@waylight/presentation';
import type { CompletenessMonth, CountryCompleteness } from '../api/completeness.ts';
import { keyOfCountries } from './completeness-lines.ts';
import { countedCountries } from './counted-countries.ts';
import {
  codesOf,
  type Grid,
  type GridCell,
  type NumberCell,
  PERIOD,
  type Row,
  type Silence,
} from './grid.ts';
import { periodBefore } from './period.ts';

/** True for a number with a silent country: a low number may then only mean missing reports. */
export const isSilent = (cell: GridCell | undefined): boolean =>
  cell?.kind === 'number' && (cell.silent ?? 'none') !== 'none';

/** Silence of the numbers of grids, from the flags of their cells. Charts, tables and files derive their marks from it. */
export function silenceOf(...grids: readonly Grid[]): {
  /** True if any number is marked. */
  readonly isMarked: boolean;
  /** Silent periods by country. Empty for sums and borders, whose flags do not name a country. */
  readonly periods: ReadonlyMap<string, ReadonlySet<string>>;
} {
  return {
    isMarked: grids.some(({ rows }) => rows.some(({ cells }) => cells.some(isSilent))),
    periods: periodsByCountry(grids, ({ silent }) => silent === 'own'),
  };
}

/** Silence that all numbers of a row share, shown once at the row's name. Undefined if the row has a number without silence. */
export function rowSilence({ cells }: Row): Exclude<Silence, 'none'> | undefined {
  const numbers = cells.filter((cell) => cell.kind === 'number');
  if (numbers.length === 0 || !numbers.every(isSilent)) return undefined;
  return numbers.some(({ silent }) => silent === 'part') ? 'part' : 'own';
}

/** Periods of the numbers that count one country and pass a test, by country. */
export function periodsByCountry(
  grids: readonly Grid[],
  isWanted: (cell: NumberCell) => boolean,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const grid of grids)
    for (const [row, { cells }] of grid.rows.entries())
      for (const [column, cell] of cells.entries()) {
        if (cell.kind !== 'number' || !isWanted(cell)) continue;
        const codes = codesOf(grid, row, column);
        const [country, ...others] = countedCountries(new Map(Object.entries(codes))) ?? [];
        const period = codes[PERIOD];
        if (country === undefined || others.length > 0 || period === undefined) continue;
        found.set(country, (found.get(country) ?? new Set()).add(period));
      }
  return found;
}

/** A range of periods, both included. */
export type PeriodSpan = { readonly from: string; readonly to: string };

/** Ranges of consecutive periods, oldest first. */
export function spansOf(periods: Iterable<string>): readonly PeriodSpan[] {
  const spans: PeriodSpan[] = [];
  for (const period of [...periods].toSorted()) {
    const last = spans.at(-1);
    if (last !== undefined && last.to === periodBefore(period))
      spans.splice(-1, 1, { from: last.from, to: period });
    else spans.push({ from: period, to: period });
  }
  return spans;
}

export type SilentCountries = {
  readonly countries: readonly string[];
  readonly spans: readonly PeriodSpan[];
};

/**
 * Names the countries that published completeness lists as silent in months of `shown`; with another `share`, those in which that
 * share of organisations reported. A number only has a flag, so notes need the names from here. `countries` restricts the list;
 * pooled countries are included if one of them is in `countries`.
 */
export function silentSpans(
  months: readonly CompletenessMonth[],
  shown: readonly string[],
  countries?: readonly string[],
  share: CountryCompleteness['stated'] = 'none',
): readonly SilentCountries[] {
  const found = new Map<string, { countries: readonly string[]; periods: string[] }>();
  for (const { period, entries } of months.filter((month) => shown.includes(month.period)))
    for (const entry of entries) {
      const isShown = countries === undefined || entry.countries.some((code) => countries.includes(code));
      if (entry.stated !== share || !isShown) continue;
      addPeriod(found, entry, period);
    }
  return [...found.values()].map(({ countries, periods }) => ({ countries, spans: spansOf(periods) }));
}

/** Countries that were silent in a month that another one is compared with. */
type EarlierSilence = { readonly countries: readonly string[]; readonly periods: readonly string[] };

/**
 * Lists every silence in a month and in the months that it is compared with, each once. `now`: countries that are silent in it, and
 * since when. `earlier`: silences of the other months that do not last until now. `months`: the oldest first.
 */
export function findAllSilences(
  months: readonly CompletenessMonth[],
  month: string,
  compared: readonly string[],
): {
  readonly now: readonly LastingSilence<CountryCompleteness>[];
  readonly earlier: readonly EarlierSilence[];
} {
  const now = findSilences(months, month);
  const lasting = new Map(now.map(({ entry, since }) => [keyOfCountries(entry.countries), since]));
  const earlier = new Map<string, { countries: readonly string[]; periods: string[] }>();
  for (const period of compared.toSorted())
    for (const { entry } of findSilences(months, period)) {
      const since = lasting.get(keyOfCountries(entry.countries));
      if (since === undefined || since > period) addPeriod(earlier, entry, period);
    }
  return { now, earlier: [...earlier.values()] };
}

function addPeriod(
  found: Map<string, { countries: readonly string[]; periods: string[] }>,
  { countries }: CountryCompleteness,
  period: string,
): void {
  const key = keyOfCountries(countries);
  const one = found.get(key) ?? { countries, periods: [] };
  one.periods.push(period);
  found.set(key, one);
}
