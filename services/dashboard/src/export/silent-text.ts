import { countedCountries } from '../model/counted-countries.ts';
import { codesOf, type Grid, PERIOD } from '../model/grid.ts';
import { periodBefore } from '../model/period.ts';
import { countryText } from '../text/countries.ts';
import type { Locale } from '../text/locale.tsx';

/** Legend of the marks of silence in a chart. It names the silent countries and their periods if the numbers are by country. */
export function silentText(grids: readonly Grid[], locale: Pick<Locale, 't' | 'period'>): string {
  const { t, period } = locale;
  const found = [...silentPeriods(grids)].map(([country, periods]) =>
    t('completeness.silent.one', {
      countries: countryText(country, t),
      months: spansOf(periods)
        .map((ends) => [...new Set(ends)].map((id) => period(id)).join(' – '))
        .join(', '),
    }),
  );
  return found.length === 0
    ? t('trends.curves.silent')
    : t('trends.curves.silentNamed', { silences: found.join('; ') });
}

/** Periods in which the only country of a number was silent, by country. */
function silentPeriods(grids: readonly Grid[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const grid of grids)
    for (const [row, { cells }] of grid.rows.entries())
      for (const [column, cell] of cells.entries()) {
        if (cell.kind !== 'number' || cell.silent !== 'own') continue;
        const codes = codesOf(grid, row, column);
        const [country, ...others] = countedCountries(new Map(Object.entries(codes))) ?? [];
        const period = codes[PERIOD];
        if (country === undefined || others.length > 0 || period === undefined) continue;
        found.set(country, (found.get(country) ?? new Set()).add(period));
      }
  return found;
}

/** First and last of each run of consecutive periods, oldest first. */
function spansOf(periods: ReadonlySet<string>): readonly (readonly [first: string, last: string])[] {
  const spans: [string, string][] = [];
  for (const period of [...periods].toSorted()) {
    const open = spans.at(-1);
    if (open !== undefined && open[1] === periodBefore(period)) open[1] = period;
    else spans.push([period, period]);
  }
  return spans;
}
