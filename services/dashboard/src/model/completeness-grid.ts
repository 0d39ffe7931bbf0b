import { effortBounds } from '@waylight/presentation';
import type { CompletenessMonth, CountryCompleteness } from '../api/completeness.ts';
import { countryText } from '../text/countries.ts';
import type { Locale } from '../text/locale.tsx';
import { TOGETHER } from '../text/table-codes.ts';
import { numberText } from './cell-text.ts';
import { effortText, reportedShareText, saysText } from './completeness-text.ts';
import {
  type Grid,
  type GridCell,
  type Head,
  type NumberCell,
  PERIOD,
  roundedCell,
  tableOf,
  textCell,
} from './grid.ts';

/** All published completeness: a row for each month and country, newest first. */
export function completenessGrid(title: string, months: readonly CompletenessMonth[], locale: Locale): Grid {
  const { t } = locale;
  const table = tableOf(months.at(-1)?.release ?? '');
  return {
    title,
    fixed: {},
    names: [
      { id: PERIOD, dimension: PERIOD },
      { id: 'country', dimension: 'country' },
    ],
    columns: [
      { id: 'stated', text: t('completeness.stated'), isText: true },
      { id: 'present', text: t('completeness.present'), isText: true },
      { id: 'fieldVisits', text: t('completeness.visits'), table },
      { id: 'staffDays', text: t('completeness.days'), table },
      { id: 'incidents', text: t('overview.incidents'), table },
      { id: 'says', text: t('completeness.inWords'), isText: true },
    ],
    rows: months.toReversed().flatMap(({ period, k, entries }) => {
      const month: Head = { id: period, dimension: PERIOD };
      if (entries.length === 0)
        return [
          {
            heads: [month, { id: 'unknown', text: '–' }],
            cells: [
              ...Array.from({ length: 5 }, (): GridCell => ({ kind: 'none' })),
              textCell(t('completeness.inWords.before')),
            ],
          },
        ];
      return entries.map((entry) => ({
        heads: [month, countriesHead(entry.countries, locale)],
        cells: cellsOf(entry, k, locale),
      }));
    }),
  };
}

/** Countries that are published together are a pooled row. */
function countriesHead(countries: readonly string[], { t }: Locale): Head {
  const [only, ...others] = countries;
  return only !== undefined && others.length === 0
    ? { id: only, dimension: 'country' }
    : {
        id: TOGETHER,
        dimension: 'country',
        text: countries.map((code) => countryText(code, t)).join(', '),
      };
}

function cellsOf(entry: CountryCompleteness, base: number, locale: Locale): readonly GridCell[] {
  const { stated, present, fieldVisits, staffDays } = entry;
  const facts: Pick<NumberCell, 'completeness' | 'silent'> =
    stated === undefined ? {} : { completeness: stated, silent: stated === 'none' ? 'own' : 'none' };
  const effortCell = (effort: number | undefined): GridCell => {
    if (effort === undefined) return { kind: 'none' };
    const { from, to } = effortBounds(effort);
    const text = effortText(effort, locale);
    return { kind: 'number', value: effort, min: from, max: to, text, ...facts };
  };
  return [
    textCell(reportedShareText(stated, locale)),
    textCell(reportedShareText(present, locale)),
    effortCell(fieldVisits),
    effortCell(staffDays),
    reportedCell(entry, base, facts, locale),
    textCell(saysText(entry, base, locale)),
  ];
}

/** The released number of a country; of several each with its name, because rounded numbers are never added up. */
function reportedCell(
  { countries, reported }: CountryCompleteness,
  base: number,
  facts: Pick<NumberCell, 'completeness' | 'silent'>,
  locale: Locale,
): GridCell {
  const [first] = reported;
  if (first === undefined) return { kind: 'none' };
  if (countries.length === 1) return { ...roundedCell(first.incidents, base), ...facts };
  return textCell(
    reported
      .map(
        ({ country, incidents }) =>
          `${countryText(country, locale.t)}: ${numberText(roundedCell(incidents, base), locale)}`,
      )
      .join('; '),
  );
}
