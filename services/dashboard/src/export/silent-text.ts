import { countedCountries } from '../model/counted-countries.ts';
import { codesOf, type Grid, PERIOD } from '../model/grid.ts';
import { spansOf } from '../model/silent-spans.ts';
import { countryText } from '../text/countries.ts';
import type { Locale } from '../text/locale.tsx';

/** Legend of the marks of silence in a chart. It names the silent countries and their periods if the numbers are by country. */
export function silentText(grids: readonly Grid[], locale: Pick<Locale, 't' | 'period'>): string {
  const { t, period } = locale;
  const found = [...silentPeriods(grids)].map(([country, periods]) =>
    t('completeness.silent.one', {
      countries: countryText(country, t),
      months: spansOf([...periods])
        .map(({ from, to }) => [...new Set([from, to])].map((id) => period(id)).join(' – '))
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
