import { BarChart } from '../../charts/bar-chart.tsx';
import type { Answer } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { Country } from '../../parts/country.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { type RecordReach, reachWords } from '../overview/record-reach.ts';
import { byWhere, whereText } from '../overview/record-where.ts';
import type { RecordChoice } from './record-choice.ts';
import { crossed, yearsBetween } from './record-numbers.ts';

/** How many persons in each year, and in the table in which country. */
export function YearsPanel({
  answer,
  choice,
  reach,
}: {
  readonly answer: Answer;
  readonly choice: RecordChoice;
  /** Of the whole record: what is chosen of it may end before. */
  readonly reach: RecordReach;
}) {
  const locale = useLocale();
  const { t, number } = locale;
  const table = crossed(answer, (cell) => [String(cell.country), String(cell.period).slice(0, 4)]);
  const years = yearsBetween(table.columns);
  const { yearText, note } = reachWords(reach, years, locale);
  const [from = '', to = ''] = [years[0], yearText(years.at(-1) ?? '')];
  const title = t('record.years');
  const label = t('record.years.label');
  return (
    <Figure
      title={title}
      caption={t('record.years.caption')}
      explain={answer.explain}
      table={
        <DataTable
          caption={title}
          columns={[
            { key: 'year', title: t('period.year') },
            { key: 'all', title: t('record.all'), isNumber: true },
            ...table.rows.map((code) => ({ key: code, title: <Country code={code} />, isNumber: true })),
          ]}
          rows={years.toReversed().map((year) => ({
            key: year,
            cells: [
              yearText(year),
              number(table.ofColumn(year)),
              ...table.rows.map((code) => number(table.at(code, year))),
            ],
          }))}
        />
      }
    >
      <p className="headline">
        {t('record.total', { count: table.total, n: number(table.total), from, to })}
      </p>
      {/* Of one country there is nothing to tell apart. */}
      {choice.country === undefined && (
        <p className="caption">
          {whereText(byWhere(table.rows.map((code) => [code, table.ofRow(code)])), locale)}
        </p>
      )}
      <BarChart
        label={note === undefined ? label : `${label} ${note}`}
        years={years}
        unfinished={years.find((year) => yearText(year) !== year)}
        values={new Map(years.map((year) => [year, table.ofColumn(year)]))}
      />
      {note !== undefined && <p className="caption">{note}</p>}
    </Figure>
  );
}
