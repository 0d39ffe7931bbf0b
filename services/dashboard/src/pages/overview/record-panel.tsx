import { useQuery } from '@tanstack/react-query';
import { BarChart } from '../../charts/bar-chart.tsx';
import type { Answer } from '../../data/schemas.ts';
import { useLocale } from '../../language/locale.tsx';
import { NotesOnFigure } from '../../own/notes-on-figure.tsx';
import { Country } from '../../parts/country.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Answered, ViewState } from '../../parts/view-state.tsx';
import { recordQuery } from './overview-questions.ts';
import { reachWords } from './record-reach.ts';
import { useRecordReach } from './record-reach-query.ts';
import { byWhere, whereText } from './record-where.ts';
import { yearsOf } from './record-years.ts';

/** What others have published about deaths and disappearances. */
export function RecordPanel() {
  const query = useQuery(recordQuery());
  return (
    <Answered query={query} absent="no-entry">
      {(answer) =>
        answer.cells.length === 0 ? <ViewState kind="empty" cause="no-entry" /> : <Record answer={answer} />
      }
    </Answered>
  );
}

function Record({ answer }: { readonly answer: Answer }) {
  const locale = useLocale();
  const { t, number } = locale;
  const { years, byYear, byCountry, total } = yearsOf(answer);
  const [from = '', newest = ''] = [years[0], years.at(-1)];
  const { yearText, note } = reachWords(useRecordReach(newest), years, locale);
  const to = yearText(newest);
  const title = t('record.title');
  const label = t('overview.record.label');
  return (
    <Figure
      title={title}
      caption={t('overview.record.caption')}
      explain={answer.explain}
      table={
        <>
          <DataTable
            caption={title}
            columns={[
              { key: 'year', title: t('figure.period') },
              { key: 'value', title: t('overview.record.persons'), isNumber: true },
            ]}
            rows={years.toReversed().map((year) => ({
              key: year,
              cells: [yearText(year), number(byYear.get(year) ?? 0)],
            }))}
          />
          <DataTable
            caption={t('overview.record.byCountry', { from, to })}
            columns={[
              { key: 'country', title: t('figure.country') },
              { key: 'value', title: t('overview.record.persons'), isNumber: true },
            ]}
            rows={byCountry.map(([code, value]) => ({
              key: code,
              cells: [<Country key={code} code={code} />, number(value)],
            }))}
          />
        </>
      }
    >
      <p className="headline">{t('overview.record.total', { count: total, n: number(total), from, to })}</p>
      <p className="caption">{whereText(byWhere(byCountry), locale)}</p>
      <BarChart
        label={note === undefined ? label : `${label} ${note}`}
        years={years}
        values={byYear}
        unfinished={to === newest ? undefined : newest}
      />
      {note !== undefined && <p className="caption">{note}</p>}
      <NotesOnFigure periods={years} />
    </Figure>
  );
}
