import { useQuery } from '@tanstack/react-query';
import { changesQuery } from '../../api/changes.ts';
import { crosstab, type Grid, numbersOf, PERIOD } from '../../model/grid.ts';
import { linesOf } from '../../model/lines.ts';
import { periodsIn } from '../../model/period.ts';
import { nameHeads } from '../../model/rearrange.ts';
import { silentSpans } from '../../model/silent-spans.ts';
import { countriesFinding } from '../../model/verdict-title.ts';
import { countryText, SIX } from '../../text/countries.ts';
import { useLocale } from '../../text/locale.tsx';
import { BarsChart } from '../../ui/charts/bars-chart.tsx';
import { LineChart, type LineChartText } from '../../ui/charts/line-chart.tsx';
import { RangeLegend } from '../../ui/charts/range-legend.tsx';
import { RowBars } from '../../ui/charts/row-bars.tsx';
import { Country } from '../../ui/country.tsx';
import { Figure } from '../../ui/figure.tsx';
import { NotesOnFigure } from '../../ui/notes-on-figure.tsx';
import { SilentNote } from '../../ui/silent-note.tsx';
import type { CountriesProps } from './map-panel.tsx';
import styles from './overview.module.css';
import { MOST_MONTHS, reportingQuery } from './overview-questions.ts';

const COUNTRY = 'country';

/** Reported incidents over the months, a curve for each of the six countries, all with one scale. */
export function CurvesPanel({ answer, month, release = '' }: CountriesProps) {
  const locale = useLocale();
  const { t, period } = locale;
  const title = t('overview.trends');
  const months = periodsIn(answer)
    .filter((id) => id <= month)
    .slice(-MOST_MONTHS);
  const only = { [PERIOD]: months, [COUNTRY]: SIX };
  // Names are set here, so that the first load does not need the names of all dimensions.
  const named = (one: Grid) => nameHeads(one, COUNTRY, (code) => countryText(code, t));
  const grid = named(crosstab(answer, { title, rows: [PERIOD], columns: COUNTRY, only, order: () => SIX }));
  const most = Math.max(0, ...numbersOf(grid).map(({ value = 0 }) => value));
  // A chart over time of one period would be a single thick bar.
  const bars =
    months.length === 1
      ? named(crosstab(answer, { title, rows: [COUNTRY], only, order: () => SIX }))
      : undefined;
  const text: LineChartText = (values) => t('overview.trend.label', values);
  const charts = (linesOf(grid) ?? []).map((line) => {
    const subject = line.head.text ?? line.head.id;
    return {
      code: line.head.id,
      title: subject,
      chart: <LineChart {...{ subject, text, line, most }} periods={months} />,
    };
  });
  const { data: changes } = useQuery({ ...changesQuery(release, 'year-ago'), enabled: release !== '' });
  const verdict = countriesFinding(changes, locale);
  const reporting = useQuery(reportingQuery(month)).data?.months ?? [];
  return (
    <Figure
      title={verdict ?? title}
      caption={verdict && title}
      finding={`${t('overview.incidents')}, ${[...new Set([months[0], months.at(-1)])].map((id = '') => period(id)).join(' – ')}`}
      explain={answer.explain}
      grids={[bars ?? grid]}
      charts={bars ? [{ chart: <BarsChart grid={bars} /> }] : charts}
    >
      {bars ? (
        <>
          <RowBars grid={bars} />
          <RangeLegend />
        </>
      ) : (
        <div className={`multiples ${styles.curves}`}>
          {charts.map(({ code, chart }) => (
            <div key={code}>
              <h3>
                <Country code={code} />
              </h3>
              {chart}
            </div>
          ))}
        </div>
      )}
      <SilentNote silences={silentSpans(reporting, months)} isMarked />
      <NotesOnFigure periods={months} />
    </Figure>
  );
}
