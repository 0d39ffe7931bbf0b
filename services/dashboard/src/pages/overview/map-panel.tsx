import { useQuery } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE, formatRounded } from '@waylight/presentation';
import { CountryNames } from '../../completeness/reported.tsx';
import { silenceIn } from '../../completeness/use-silence.ts';
import type { Answer } from '../../data/schemas.ts';
import { seriesBy } from '../../data/series.ts';
import { SIX } from '../../language/countries.ts';
import { useLocale } from '../../language/locale.tsx';
import { Say } from '../../language/say.tsx';
import { RegionMap } from '../../map/region-map.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Rounded } from '../../parts/rounded.tsx';
import { SubjectName } from '../../parts/subject-name.tsx';
import { reportingQuery } from './overview-questions.ts';

const REST = 'other-or-unknown';

/** Where incidents were reported in one month. */
export function MapPanel({ answer, month }: { readonly answer: Answer; readonly month: string }) {
  const { t, number, period, language } = useLocale();
  const base = answer.k ?? DEFAULT_ROUNDING_BASE;
  const rows = seriesBy(answer, 'country').flatMap(({ subject, cells, values }) => {
    const value = values.get(month);
    const code = subject.kind === 'region' ? '' : subject.code;
    return value === undefined ? [] : [{ code, value, cell: cells.get(month), subject }];
  });
  const rest = rows.find(({ code }) => code === REST);
  const title = t('overview.map');
  const isSilent = silenceIn(useQuery(reportingQuery(month)).data?.months ?? []);
  const silent = rows.map(({ code }) => code).filter((code) => isSilent(code, month));
  return (
    <Figure
      title={title}
      caption={t('overview.map.caption', { period: period(month), atMost: number(base - 1) })}
      explain={answer.explain}
      period={month}
      table={
        <DataTable
          caption={`${title}, ${period(month)}`}
          columns={[
            { key: 'country', title: t('figure.country') },
            { key: 'value', title: t('overview.incidents'), isNumber: true },
          ]}
          rows={rows.map(({ code, value, cell, subject }) => ({
            key: code,
            cells: [
              <SubjectName key="name" subject={subject} />,
              <Rounded key="value" value={value} form="cell" base={base} cell={cell} />,
            ],
          }))}
        />
      }
    >
      <RegionMap
        label={t('overview.map.label')}
        marks={rows
          .filter(({ code }) => SIX.some((one) => one === code))
          .map(({ code, value }) => ({
            code,
            value,
            isSilent: silent.includes(code),
            text: formatRounded(value, { language, form: 'cell', base, format: number }),
          }))}
      />
      {silent.length > 0 && (
        <p className="caption">
          <Say
            id="overview.map.silent"
            values={{ countries: <CountryNames countries={silent} />, period: period(month) }}
          />
        </p>
      )}
      {rest !== undefined && (
        <p className="caption">
          <Say id="overview.map.notPlaced" values={{ number: <Rounded value={rest.value} base={base} /> }} />
        </p>
      )}
    </Figure>
  );
}
