import { useQuery } from '@tanstack/react-query';
import type { Answer } from '../../api/schemas.ts';
import { columnSum, crosstab, exactCell, PERIOD, valuesByRow } from '../../model/grid.ts';
import { withYears, yearsOf } from '../../model/period.ts';
import { byWhere, reachWords, useRecordReach, whereText } from '../../model/public-record.ts';
import { fillRows, sortRows } from '../../model/rearrange.ts';
import { useLocale } from '../../text/locale.tsx';
import { BarChart } from '../../ui/charts/bar-chart.tsx';
import { Figure } from '../../ui/figure.tsx';
import { NotesOnFigure } from '../../ui/notes-on-figure.tsx';
import { Answered, ViewState } from '../../ui/view-state.tsx';
import { recordQuery } from './overview-questions.ts';

/** Deaths and disappearances from the public record. */
export function RecordPanel() {
  const { t } = useLocale();
  const query = useQuery(recordQuery());
  return (
    <Answered query={query} absent="no-entry" part={t('record.title')}>
      {(answer) =>
        answer.cells.length === 0 ? <ViewState kind="empty" cause="no-entry" /> : <Record answer={answer} />
      }
    </Answered>
  );
}

function Record({ answer }: { readonly answer: Answer }) {
  const locale = useLocale();
  const { t, number } = locale;
  const years = yearsOf(answer);
  const [from = '', newest = ''] = [years[0], years.at(-1)];
  const { nameYears, yearText, note } = reachWords(useRecordReach(newest), years, locale);
  const to = yearText(newest);
  const title = t('record.title');
  const label = t('overview.record.label');
  const measure = { id: 'persons', text: t('overview.record.persons') };
  const byYear = nameYears(
    fillRows(
      crosstab(withYears(answer), { title, rows: [PERIOD], measure }),
      years.toReversed(),
      exactCell(0),
    ),
  );
  const byCountry = sortRows(
    crosstab(answer, { title: t('overview.record.byCountry', { from, to }), rows: ['country'], measure }),
    { column: measure.id, order: 'descending' },
  );
  const total = columnSum(byYear);
  const said = t('overview.record.total', { count: total, n: number(total), from, to });
  const chart = (
    <BarChart
      label={note === undefined ? label : `${label} ${note}`}
      years={years}
      values={valuesByRow(byYear)}
      unfinished={to === newest ? undefined : newest}
    />
  );
  return (
    <Figure
      title={title}
      finding={`${title}: ${said}`}
      caption={t('overview.record.caption')}
      explain={answer.explain}
      grids={[byYear, byCountry]}
      charts={[{ chart }]}
      notes={note === undefined ? [] : [note]}
    >
      <p className="headline">{said}</p>
      <p className="caption">{whereText(byWhere(valuesByRow(byCountry)), locale)}</p>
      {chart}
      {note !== undefined && <p className="caption">{note}</p>}
      <NotesOnFigure periods={years} />
    </Figure>
  );
}
