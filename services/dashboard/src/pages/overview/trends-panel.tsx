import { useQuery } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE, formatRounded } from '@waylight/presentation';
import { RangeChart } from '../../charts/range-chart.tsx';
import { SilentMark } from '../../completeness/silent-mark.tsx';
import { SilentNote } from '../../completeness/silent-note.tsx';
import { silentSpans } from '../../completeness/silent-spans.ts';
import { silenceIn } from '../../completeness/use-silence.ts';
import type { Answer, Cell } from '../../data/schemas.ts';
import { periodsOf, regionSeries, type Series, seriesBy, subjectKey } from '../../data/series.ts';
import { useLocale } from '../../language/locale.tsx';
import { NotesOnFigure } from '../../own/notes-on-figure.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Rounded } from '../../parts/rounded.tsx';
import { SubjectName, subjectText } from '../../parts/subject-name.tsx';
import { MOST_MONTHS, reportingQuery } from './overview-questions.ts';

/** How reported incidents go over the months, in all and by type group. */
export function TrendsPanel({
  region,
  groups,
  month,
}: {
  readonly region: Answer;
  readonly groups: Answer;
  readonly month: string;
}) {
  const { t, period } = useLocale();
  const base = region.k ?? DEFAULT_ROUNDING_BASE;
  const parts = seriesBy(groups, 'typeGroup');
  const lines = [regionSeries(region), ...parts];
  const months = periodsOf(lines)
    .filter((id) => id <= month)
    .slice(-MOST_MONTHS);
  const mostOf = (series: readonly Series[]) =>
    Math.max(0, ...series.flatMap(({ values }) => months.map((id) => values.get(id) ?? 0)));
  const title = t('overview.trends');
  const reporting = useQuery(reportingQuery(month)).data?.months ?? [];
  const isSilent = silenceIn(reporting);
  /** All that is shown is counted with every country. */
  const isSilentIn = (id: string) => isSilent(undefined, id);
  return (
    <div className="panel-wide">
      <Figure
        title={title}
        caption={t('overview.trends.caption')}
        explain={region.explain}
        table={
          <DataTable
            caption={title}
            columns={[
              { key: 'period', title: t('figure.period') },
              ...lines.map(({ subject }) => ({
                key: subjectKey(subject),
                title: <SubjectName subject={subject} />,
                isNumber: true,
              })),
            ]}
            rows={months.toReversed().map((id) => ({
              key: id,
              cells: [
                <span key="period">
                  {period(id)}
                  {isSilentIn(id) && <SilentMark of="region" />}
                </span>,
                ...lines.map(({ subject, cells }) => (
                  <NumberCell key={subjectKey(subject)} cell={cells.get(id)} base={base} />
                )),
              ],
            }))}
          />
        }
      >
        <div className="multiples">
          {lines.map((series) => (
            <Trend
              key={subjectKey(series.subject)}
              series={series}
              months={months}
              isSilent={isSilentIn}
              base={base}
              most={series.subject.kind === 'region' ? mostOf([series]) : mostOf(parts)}
            />
          ))}
        </div>
        <SilentNote id="overview.trends.silent" silences={silentSpans(reporting, months)} isMarked />
        <NotesOnFigure periods={months} />
      </Figure>
    </div>
  );
}

function Trend({
  series: { subject, values },
  months,
  isSilent,
  base,
  most,
}: {
  readonly series: Series;
  readonly months: readonly string[];
  readonly isSilent: (month: string) => boolean;
  readonly base: number;
  readonly most: number;
}) {
  const locale = useLocale();
  const { t, number, period, language } = locale;
  const known = months.filter((id) => values.has(id));
  const [from = '', to = ''] = [known[0], known.at(-1)];
  const read = (id: string) => formatRounded(values.get(id) ?? 0, { language, base, format: number });
  return (
    <div>
      <h3>
        <SubjectName subject={subject} />
      </h3>
      <RangeChart
        label={t('overview.trend.label', {
          subject: subjectText(subject, locale),
          first: read(from),
          from: period(from),
          last: read(to),
          to: period(to),
        })}
        periods={months}
        isSilent={isSilent}
        values={values}
        base={base}
        most={most}
        period={months.at(-1) ?? ''}
      />
    </div>
  );
}

/** A number that was not released, or not broken down, is not there: it is not 0. */
function NumberCell({ cell, base }: { readonly cell: Cell | undefined; readonly base: number }) {
  return cell === undefined ? (
    '–'
  ) : (
    <Rounded value={Number(cell.value)} form="cell" base={base} cell={cell} />
  );
}
