import type { Grid } from '../model/grid.ts';
import { periodsByCountry, silenceOf, spansOf } from '../model/silence.ts';
import { countryText } from '../text/countries.ts';
import type { Locale } from '../text/locale.tsx';

/** Legend of the marks of silence in a chart. It names the silent countries and their periods if the numbers are by country. */
export function silentText(grids: readonly Grid[], locale: Pick<Locale, 't' | 'period'>): string {
  const { t } = locale;
  const found = silenceOf(...grids).periods;
  return found.size === 0
    ? t('trends.curves.silent')
    : t('trends.curves.silentNamed', { silences: listText(found, locale) });
}

/** Names the countries in which half of the organisations or fewer reported in the newest period; empty if there are none. */
export function fewText(grids: readonly Grid[], locale: Pick<Locale, 't' | 'period'>): string {
  const all = periodsByCountry(grids, () => true);
  const newest =
    [...all.values()]
      .flatMap((periods) => [...periods])
      .toSorted()
      .at(-1) ?? '';
  const few = periodsByCountry(grids, ({ completeness }) => completeness === 'some');
  const found = new Map(
    [...few].flatMap(([one, periods]) => (periods.has(newest) ? [[one, new Set([newest])]] : [])),
  );
  return found.size === 0 ? '' : locale.t('completeness.few', { silences: listText(found, locale) });
}

const listText = (
  found: ReadonlyMap<string, ReadonlySet<string>>,
  { t, period }: Pick<Locale, 't' | 'period'>,
): string =>
  [...found]
    .map(([country, periods]) =>
      t('completeness.silent.one', {
        countries: countryText(country, t),
        months: spansOf(periods)
          .map(({ from, to }) => [...new Set([from, to])].map((id) => period(id)).join(' – '))
          .join(', '),
      }),
    )
    .join('; ');
