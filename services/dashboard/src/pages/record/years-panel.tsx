import type { Answer } from '../../api/schemas.ts';
import { columnSum, crosstab, exactCell, PERIOD, valuesByRow } from '../../model/grid.ts';
import { withYears, yearsOf } from '../../model/period.ts';
import { byWhere, type RecordReach, reachWords, whereText } from '../../model/public-record.ts';
import { fillRows, joinColumns } from '../../model/rearrange.ts';
import { useLocale } from '../../text/locale.tsx';
import { TOTAL } from '../../text/table-codes.ts';
import { BarChart } from '../../ui/charts/bar-chart.tsx';
import { Figure } from '../../ui/figure.tsx';
import type { RecordChoice } from './record-choice.ts';
import { largestFirst } from './record-numbers.ts';

/** Persons by year; the table also has countries. */
export function YearsPanel({
  answer,
  choice,
  reach,
}: {
  readonly answer: Answer;
  readonly choice: RecordChoice;
  /** Reach of the whole record. The chosen years may end earlier. */
  readonly reach: RecordReach;
}) {
  const locale = useLocale();
  const { t, number } = locale;
  const title = t('record.years');
  const years = yearsOf(answer);
  const { nameYears, yearText, note } = reachWords(reach, years, locale);
  const [from = '', to = ''] = [years[0], yearText(years.at(-1) ?? '')];
  const byCountry = largestFirst(crosstab(answer, { title, rows: ['country'] }));
  const order = () => [...valuesByRow(byCountry).keys()];
  const yearly = withYears(answer);
  const measure = { id: TOTAL, dimension: 'country', text: t('record.all') };
  const grid = nameYears(
    fillRows(
      joinColumns(
        crosstab(yearly, { title, rows: [PERIOD], measure }),
        crosstab(yearly, { title, rows: [PERIOD], columns: 'country', order }),
      ),
      years.toReversed(),
      exactCell(0),
    ),
  );
  const total = columnSum(byCountry);
  const finding = t('record.total', { count: total, n: number(total), from, to });
  const label = t('record.years.label');
  const chart = (
    <BarChart
      label={note === undefined ? label : `${label} ${note}`}
      years={years}
      unfinished={years.find((year) => yearText(year) !== year)}
      values={valuesByRow(grid)}
    />
  );
  return (
    <Figure
      title={title}
      finding={`${t('record.title')}: ${finding}`}
      caption={t('record.years.caption')}
      explain={answer.explain}
      grids={[grid]}
      charts={[{ chart }]}
      notes={note === undefined ? [] : [note]}
    >
      <p className="headline">{finding}</p>
      {/* For a single country there is no breakdown. */}
      {choice.country === undefined && (
        <p className="caption">{whereText(byWhere(valuesByRow(byCountry)), locale)}</p>
      )}
      {chart}
      {note !== undefined && <p className="caption">{note}</p>}
    </Figure>
  );
}
