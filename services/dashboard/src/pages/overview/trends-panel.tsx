import { useQuery } from '@tanstack/react-query';
import { LineChart, type LineChartText } from '../../charts/line-chart.tsx';
import { SilentNote } from '../../completeness/silent-note.tsx';
import { silentSpans } from '../../completeness/silent-spans.ts';
import type { Answer } from '../../data/schemas.ts';
import { TOTAL } from '../../data/table-codes.ts';
import { useLocale } from '../../language/locale.tsx';
import { crosstab, PERIOD } from '../../model/grid.ts';
import { type Line, linesOf } from '../../model/lines.ts';
import { periodsIn } from '../../model/periods.ts';
import { joinColumns, nameHeads } from '../../model/rearrange.ts';
import { NotesOnFigure } from '../../own/notes-on-figure.tsx';
import { Figure } from '../../parts/figure.tsx';
import { MOST_MONTHS, reportingQuery } from './overview-questions.ts';

const GROUP = 'typeGroup';
const REST = 'other-or-unknown';

/** Reported incidents over the months, in total and by type group. */
export function TrendsPanel({
  region,
  groups,
  month,
}: {
  readonly region: Answer;
  readonly groups: Answer;
  readonly month: string;
}) {
  const { t, label, period } = useLocale();
  const title = t('overview.trends');
  const months = periodsIn(region, groups)
    .filter((id) => id <= month)
    .slice(-MOST_MONTHS);
  const only = { [PERIOD]: months };
  const measure = { id: TOTAL, dimension: GROUP, text: t('overview.region') };
  const byGroup = crosstab(groups, { title, rows: [PERIOD], columns: GROUP, only });
  // Names are set here, so that the first load does not need the names of all dimensions.
  const grid = joinColumns(
    crosstab(region, { title, rows: [PERIOD], measure, only }),
    nameHeads(byGroup, GROUP, (code) => (code === REST ? t('type.other') : label(GROUP, code))),
  );
  const lines = linesOf(grid) ?? [];
  const mostOf = (some: readonly Line[]) =>
    Math.max(0, ...some.flatMap(({ cells }) => [...cells.values()].map(({ value = 0 }) => value)));
  const isTotal = ({ head }: Line) => head.id === TOTAL;
  const text: LineChartText = (values) => t('overview.trend.label', values);
  const charts = lines.map((line) => {
    const scale = mostOf(lines.filter((one) => isTotal(one) === isTotal(line)));
    const subject = line.head.text ?? line.head.id;
    return {
      title: subject,
      chart: <LineChart subject={subject} text={text} line={line} periods={months} most={scale} />,
    };
  });
  const reporting = useQuery(reportingQuery(month)).data?.months ?? [];
  return (
    <div className="panel-wide">
      <Figure
        title={title}
        finding={`${t('overview.incidents')}, ${[months[0], months.at(-1)].map((id = '') => period(id)).join(' – ')}`}
        caption={t('overview.trends.caption')}
        explain={region.explain}
        grids={[grid]}
        charts={charts}
      >
        <div className="multiples">
          {charts.map(({ title: heading, chart }) => (
            <div key={heading}>
              <h3>{heading}</h3>
              {chart}
            </div>
          ))}
        </div>
        <SilentNote id="overview.trends.silent" silences={silentSpans(reporting, months)} isMarked />
        <NotesOnFigure periods={months} />
      </Figure>
    </div>
  );
}
