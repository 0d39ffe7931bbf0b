import { useQueries, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { nearestPeriodQuery, trendsQuery } from '../../data/questions.ts';
import { PAGE_QUESTIONS } from '../../data/report-questions.ts';
import type { Answer } from '../../data/schemas.ts';
import { SIX } from '../../language/countries.ts';
import { type Locale, useLocale } from '../../language/locale.tsx';
import { Country } from '../../parts/country.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Rounded } from '../../parts/rounded.tsx';
import { Answered } from '../../parts/view-state.tsx';
import type { ShareRange } from './quality-numbers.ts';
import { BY_COUNTRY, dimensionWords, SINGLE } from './quality-questions.ts';
import { type UnknownRow, unknownRow } from './unknown-row.ts';

/** How much of what was reported is not known, in each dimension's newest released period. */
export function UnknownPanel() {
  const region = useQuery(nearestPeriodQuery(PAGE_QUESTIONS.region));
  const quarters = useQuery(trendsQuery(PAGE_QUESTIONS.countriesByQuarter));
  const ofRegion = useQueries({ queries: SINGLE.map(({ question }) => nearestPeriodQuery(question)) });
  const ofCountries = useQueries({ queries: BY_COUNTRY.map(({ question }) => trendsQuery(question)) });
  return (
    <Answered query={region}>
      {(whole) => (
        <Unknown
          explain={whole.explain}
          rows={[
            ...SINGLE.map((looked, index) => unknownRow(looked, ofRegion[index]?.data, whole)),
            ...BY_COUNTRY.flatMap((looked, index) =>
              SIX.map((country) => unknownRow(looked, ofCountries[index]?.data, quarters.data, country)),
            ),
          ].filter((row) => row !== undefined)}
        />
      )}
    </Answered>
  );
}

function Unknown({
  explain,
  rows,
}: {
  readonly explain: Answer['explain'];
  readonly rows: readonly UnknownRow[];
}) {
  const locale = useLocale();
  const { t, period } = locale;
  const title = t('quality.unknown');
  const ofRegion = rows.filter(({ country }) => country === undefined);
  const byCountry = Map.groupBy(
    rows.filter(({ country }) => country !== undefined),
    ({ dimension }) => dimension,
  );
  return (
    <Figure
      title={title}
      caption={t('quality.unknown.caption')}
      explain={explain}
      table={
        <DataTable
          caption={title}
          columns={[
            { key: 'what', title: t('quality.unknown.what') },
            { key: 'where', title: t('figure.country') },
            { key: 'period', title: t('figure.period') },
            { key: 'part', title: t('quality.unknown.number'), isNumber: true },
            { key: 'whole', title: t('quality.unknown.whole'), isNumber: true },
            { key: 'share', title: t('quality.unknown.share'), isNumber: true },
          ]}
          rows={rows.map((row) => ({
            key: `${row.dimension} ${row.country ?? ''}`,
            cells: [
              t(dimensionWords(row.dimension)),
              row.country === undefined ? t('overview.region') : <Country key="country" code={row.country} />,
              period(row.period),
              <Rounded
                key="part"
                value={Number(row.part.value)}
                base={row.base}
                form="cell"
                cell={row.part}
              />,
              <Rounded
                key="whole"
                value={Number(row.whole.value)}
                base={row.base}
                form="cell"
                cell={row.whole}
              />,
              shareText(row.share, locale),
            ],
          }))}
        />
      }
    >
      <div className="multiples">
        <Group
          title={t('overview.region')}
          rows={ofRegion}
          nameOf={({ dimension }) => t(dimensionWords(dimension))}
        />
        {[...byCountry].map(([dimension, ofDimension]) => (
          <Group
            key={dimension}
            title={t(dimensionWords(dimension))}
            rows={ofDimension}
            nameOf={({ country }) => <Country code={country ?? ''} />}
          />
        ))}
      </div>
    </Figure>
  );
}

/** Each share as the span that rounding leaves open. */
function Group({
  title,
  rows,
  nameOf,
}: {
  readonly title: string;
  readonly rows: readonly UnknownRow[];
  readonly nameOf: (row: UnknownRow) => ReactNode;
}) {
  const locale = useLocale();
  const [first] = rows;
  if (first === undefined) return null;
  return (
    <div>
      <h3>{`${title}, ${locale.period(first.period)}`}</h3>
      <ul className="row-bars">
        {rows.map((row) => (
          <li key={`${row.dimension} ${row.country ?? ''}`}>
            <span>{nameOf(row)}</span>
            <span className="number">{shareText(row.share, locale)}</span>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect className="track" width="100" height="6" />
              {row.share !== undefined && (
                <rect
                  className="bar"
                  x={row.share.from}
                  width={Math.max(1, row.share.to - row.share.from)}
                  height="6"
                />
              )}
            </svg>
          </li>
        ))}
      </ul>
    </div>
  );
}

const shareText = (share: ShareRange | undefined, { t, number }: Locale): string =>
  share === undefined
    ? t('quality.unknown.noShare')
    : t('quality.percents', { from: number(share.from), to: number(share.to) });
