import type { CompletenessMonth, Told } from '../data/completeness.ts';
import { type Locale, useLocale } from '../language/locale.tsx';
import { DataTable, type Row } from '../parts/data-table.tsx';
import { keyOfCountries } from './lines.ts';
import { CountryNames, Reported } from './reported.tsx';
import { effortText, saysText, shareText } from './words.ts';

/** All that is told, a row for each month and country, the newest first. */
export function CompletenessTable({
  title,
  months,
}: {
  readonly title: string;
  readonly months: readonly CompletenessMonth[];
}) {
  const locale = useLocale();
  const { t } = locale;
  return (
    <>
      <DataTable
        caption={title}
        columns={[
          { key: 'period', title: t('figure.period') },
          { key: 'country', title: t('figure.country') },
          { key: 'stated', title: t('completeness.stated') },
          { key: 'present', title: t('completeness.present') },
          { key: 'visits', title: t('completeness.visits') },
          { key: 'days', title: t('completeness.days') },
          { key: 'incidents', title: t('overview.incidents') },
          { key: 'says', title: t('completeness.says') },
        ]}
        rows={months.toReversed().flatMap((month) => rowsOf(month, locale))}
      />
      <p className="caption">{t('completeness.effortNote')}</p>
    </>
  );
}

function rowsOf({ period, k, entries }: CompletenessMonth, locale: Locale): readonly Row[] {
  if (entries.length === 0) {
    const untold = ['–', '–', '–', '–', '–', '–'];
    return [{ key: period, cells: [locale.period(period), ...untold, locale.t('completeness.says.before')] }];
  }
  return entries.map((told) => ({
    key: `${period} ${keyOfCountries(told.countries)}`,
    cells: [locale.period(period), ...cellsOf(told, k, locale)],
  }));
}

const cellsOf = (told: Told, base: number, locale: Locale) => [
  <CountryNames key="countries" countries={told.countries} />,
  shareText(told.stated, locale),
  shareText(told.present, locale),
  effortText(told.fieldVisits, locale),
  effortText(told.staffDays, locale),
  <Reported key="reported" told={told} base={base} />,
  saysText(told, base, locale),
];
