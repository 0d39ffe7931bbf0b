import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { changesQuery } from '../../api/changes.ts';
import { crosstab, type Grid, numbersOf, PERIOD } from '../../model/grid.ts';
import { linesOf } from '../../model/lines.ts';
import { periodsIn } from '../../model/period.ts';
import { nameHeads } from '../../model/rearrange.ts';
import { silentSpans } from '../../model/silence.ts';
import { countriesTitle } from '../../model/verdict-title.ts';
import { countryRowText, SIX } from '../../text/countries.ts';
import { useLocale } from '../../text/locale.tsx';
import { LineChart, type LineChartText } from '../../ui/charts/line-chart.tsx';
import { Country } from '../../ui/country.tsx';
import { Figure } from '../../ui/figure.tsx';
import { NotesOnFigure } from '../../ui/notes-on-figure.tsx';
import { SilentNote } from '../../ui/silent-note.tsx';
import { ViewState } from '../../ui/view-state.tsx';
import type { CountriesProps } from './map-panel.tsx';
import styles from './overview.module.css';
import { MOST_MONTHS, reportingQuery } from './overview-questions.ts';

const COUNTRY = 'country';

// Loaded on demand, because it needs the names of all dimensions.
const CountryBars = lazy(async () => ({ default: (await import('./country-bars.tsx')).CountryBars }));

/** Reported incidents over the months, a curve for each of the six countries, all with one scale; bars for a single period. */
export function CurvesPanel({ answer, month, release = '' }: CountriesProps) {
  const locale = useLocale();
  const { t, period } = locale;
  const months = periodsIn(answer)
    .filter((id) => id <= month)
    .slice(-MOST_MONTHS);
  const title = t(months.length === 1 ? 'overview.map.countries' : 'overview.trends');
  const only = { [PERIOD]: months, [COUNTRY]: SIX };
  // Names are set here, so that the first load does not need the names of all dimensions.
  const named = (one: Grid) => nameHeads(one, COUNTRY, (code) => countryRowText(code, t));
  const byMonth = { title, rows: [PERIOD], columns: COUNTRY, order: () => SIX };
  const grid = named(crosstab(answer, { ...byMonth, only }));
  // Files and the table also have the remaining countries: only all together add up to the region.
  const all = named(crosstab(answer, { ...byMonth, only: { [PERIOD]: months } }));
  const most = Math.max(0, ...numbersOf(grid).map(({ value = 0 }) => value));
  const text: LineChartText = (values) => t('overview.trend.label', values);
  const charts = (linesOf(grid) ?? []).map((line) => {
    const subject = line.head.text ?? line.head.id;
    return {
      code: line.head.id,
      title: subject,
      chart: <LineChart subject={subject} text={text} line={line} most={most} periods={months} />,
    };
  });
  const { data: changes } = useQuery({ ...changesQuery(release, 'year-ago'), enabled: release !== '' });
  const reporting = useQuery(reportingQuery(month)).data?.months ?? [];
  const figure = {
    ...countriesTitle(title, changes, locale),
    finding: `${t('overview.incidents')}, ${[...new Set([months[0], months.at(-1)])].map((id = '') => period(id)).join(' – ')}`,
    explain: answer.explain,
  };
  const notes = (
    <>
      <SilentNote silences={silentSpans(reporting, months)} isMarked />
      <NotesOnFigure periods={months} />
    </>
  );
  if (months.length === 1)
    return (
      <Suspense fallback={<ViewState kind="loading" />}>
        <CountryBars
          {...figure}
          grid={named(crosstab(answer, { title, rows: [COUNTRY], only, order: () => SIX }))}
        >
          {notes}
        </CountryBars>
      </Suspense>
    );
  return (
    <Figure {...figure} grids={[all]} charts={charts}>
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
      {notes}
    </Figure>
  );
}
