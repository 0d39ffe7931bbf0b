import { useQuery } from '@tanstack/react-query';
import { DEFAULT_ROUNDING_BASE } from '@waylight/presentation';
import { changesQuery } from '../../api/changes.ts';
import type { Answer } from '../../api/schemas.ts';
import { numberText } from '../../model/cell-text.ts';
import { crosstab } from '../../model/grid.ts';
import { silenceOf } from '../../model/silence.ts';
import { countriesTitle } from '../../model/verdict-title.ts';
import { countryText, SIX } from '../../text/countries.ts';
import { useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import { Figure } from '../../ui/figure.tsx';
import { RegionMap } from '../../ui/map/region-map.tsx';
import { CountryNames } from '../../ui/reported.tsx';
import { Rounded } from '../../ui/rounded.tsx';

const REST = 'other-or-unknown';

export type CountriesProps = {
  readonly answer: Answer;
  readonly month: string;
  /** Release of the region, for the verdicts on countries. */
  readonly release: string | undefined;
};

/** Reported incidents of one month by country, on a map. */
export function MapPanel({ answer, month, release = '' }: CountriesProps) {
  const locale = useLocale();
  const { t, period } = locale;
  const base = answer.k ?? DEFAULT_ROUNDING_BASE;
  const title = t('overview.map');
  const grid = crosstab(answer, {
    title: `${title}, ${period(month)}`,
    rows: ['country'],
    only: { period: [month] },
  });
  const numbers = grid.rows.flatMap(({ heads: [head], cells: [cell] }) =>
    head === undefined || cell?.kind !== 'number' ? [] : [{ code: head.id, cell }],
  );
  const rest = numbers.find(({ code }) => code === REST)?.cell.value;
  const silent = [...silenceOf(grid).periods.keys()];
  const { data: changes } = useQuery({ ...changesQuery(release, 'previous'), enabled: release !== '' });
  const map = (
    <RegionMap
      label={t('overview.map.label')}
      marks={numbers
        .filter(({ code }) => SIX.some((one) => one === code))
        .map(({ code, cell }) => ({
          code,
          value: cell.value ?? 0,
          isSilent: silent.includes(code),
          text: numberText(cell, locale, 'cell'),
        }))}
    />
  );
  return (
    <Figure
      {...countriesTitle(title, changes, locale)}
      finding={grid.title}
      explain={answer.explain}
      grids={[grid]}
      charts={[{ chart: map, isMap: true }]}
      notes={
        silent.length === 0
          ? []
          : [
              t('overview.map.silent', {
                countries: silent.map((code) => countryText(code, t)).join(', '),
                period: period(month),
              }),
            ]
      }
    >
      {map}
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
          <Say id="overview.map.notPlaced" values={{ number: <Rounded value={rest} base={base} /> }} />
        </p>
      )}
    </Figure>
  );
}
