import { useQuery } from '@tanstack/react-query';
import { Fragment, useMemo } from 'react';
import { trendsQuery } from '../../data/questions.ts';
import type { Answer } from '../../data/schemas.ts';
import { SIX } from '../../language/countries.ts';
import { useLocale } from '../../language/locale.tsx';
import { Say } from '../../language/say.tsx';
import { CodeName } from '../../parts/code-name.tsx';
import { Country } from '../../parts/country.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { Figure } from '../../parts/figure.tsx';
import { Answered } from '../../parts/view-state.tsx';
import type { MessageId } from '../../text/texts.ts';
import type { CountedPlace } from './place-signs.ts';
import { placesQuestion, type RecordChoice } from './record-choice.ts';
import { RecordMap, useSigns } from './record-map.tsx';
import {
  crossed,
  type KeptAs,
  type KeptPlace,
  keptCoarser,
  keptPlace,
  withoutEntry,
} from './record-numbers.ts';

/** As what a place is kept, in words. */
export const KEPT_WORDS: Readonly<Record<KeptAs, MessageId>> = {
  segment: 'record.place.segment',
  area: 'record.place.area',
  country: 'record.place.country',
  unknown: 'record.place.unknown',
};

/** What each sign of the map says, in the order of how exact it is. */
const LEGEND = [
  ['segment', 'record.map.border'],
  ['area', 'record.map.ring'],
  ['country', 'record.map.frame'],
] as const satisfies readonly (readonly [KeptAs, MessageId])[];

/** Where what was published happened, and never more exactly than it is kept. */
export function MapPanel({ choice }: { readonly choice: RecordChoice }) {
  const query = useQuery(trendsQuery(placesQuestion(choice)));
  return (
    <Answered query={query}>{(answer) => <Mapped answer={answer} asked={choice.country ?? SIX} />}</Answered>
  );
}

function Mapped({
  answer,
  asked,
}: {
  readonly answer: Answer;
  /** Of which countries it is to be said that they have no entry. */
  readonly asked: readonly string[];
}) {
  const { t, number } = useLocale();
  const bare = withoutEntry(answer, asked);
  const { places, countryOf } = useMemo(() => placesOf(answer), [answer]);
  const { beside, ...map } = useSigns(places);
  const title = t('record.map');
  return (
    <Figure
      title={title}
      caption={t('record.map.caption')}
      explain={answer.explain}
      table={
        <DataTable
          caption={title}
          columns={[
            { key: 'place', title: t('record.map.place') },
            { key: 'country', title: t('figure.country') },
            { key: 'kept', title: t('record.precision') },
            { key: 'persons', title: t('record.all'), isNumber: true },
          ]}
          rows={places.map((place) => ({
            key: `${place.as} ${place.code}`,
            cells: [
              <PlaceName key="place" place={place} />,
              <CodeName key="country" dimension="country" code={countryOf(place)} />,
              t(KEPT_WORDS[place.as]),
              number(place.value),
            ],
          }))}
        />
      }
    >
      <div className="record-places">
        <RecordMap label={t('record.map.label')} {...map} />
        <div>
          <ul className="legend">
            {LEGEND.map(([as, words]) => (
              <li key={as}>
                <span className={`legend-sign legend-${as}`} aria-hidden="true" />
                <span>{t(words)}</span>
              </li>
            ))}
            <li>
              <span className="legend-sign" aria-hidden="true" />
              <span>{t('record.map.bare')}</span>
            </li>
          </ul>
          {bare.length > 0 && (
            <p className="caption">
              <Say id="record.map.without" values={{ countries: <Listed countries={bare} /> }} />
            </p>
          )}
          <Coarser answer={answer} />
          {beside.length > 0 && (
            <div className="caption">
              <p>{t('record.map.beside')}</p>
              <ul>
                {beside.map((place) => (
                  <li key={`${place.as} ${place.code}`}>
                    <PlaceName place={place} />: {number(place.value)}
                  </li>
                ))}
              </ul>
            </div>
          )}
          <p className="attribution" lang="en">
            Reach of areas: GeoNames, CC BY 4.0
          </p>
        </div>
      </div>
    </Figure>
  );
}

/** Why more persons stand at countries here than the figure of precision has. */
function Coarser({ answer }: { readonly answer: Answer }) {
  const { number } = useLocale();
  const coarser = keptCoarser(answer);
  const count = coarser.reduce((sum, { value }) => sum + value, 0);
  if (count === 0) return null;
  const values = new Map(coarser.map(({ country, value }) => [country, value]));
  const countries = <Listed countries={[...values.keys()]} values={values} />;
  return (
    <p className="caption">
      <Say id="record.map.coarser" values={{ count, n: number(count), countries }} />
    </p>
  );
}

/** Names of countries in a sentence, each with its number where it has one. */
function Listed({
  countries,
  values,
}: {
  readonly countries: readonly string[];
  readonly values?: ReadonlyMap<string, number>;
}) {
  const { number } = useLocale();
  return countries.map((code, index) => {
    const value = values?.get(code);
    return (
      <Fragment key={code}>
        {index > 0 && ', '}
        <Country code={code} />
        {value !== undefined && ` ${number(value)}`}
      </Fragment>
    );
  });
}

function PlaceName({ place: { as, code } }: { readonly place: KeptPlace }) {
  const { t } = useLocale();
  if (as === 'unknown') return t('record.place.unknown');
  return as === 'country' ? <Country code={code} /> : <CodeName dimension={as} code={code} />;
}

/** Persons by what is kept of the place, the most first. What is at a border is of the country that its entry states. */
function placesOf(answer: Answer) {
  const countries = new Map<string, string>();
  const kept = new Map<string, KeptPlace>();
  const keyOf = ({ as, code }: KeptPlace) => `${as} ${code}`;
  const table = crossed(answer, (cell) => {
    const place = keptPlace(cell);
    kept.set(keyOf(place), place);
    const before = countries.get(keyOf(place)) ?? String(cell.country);
    countries.set(keyOf(place), before === cell.country ? before : 'unknown');
    return [keyOf(place), ''];
  });
  const places: readonly CountedPlace[] = table.rows.flatMap((key) => {
    const place = kept.get(key);
    return place === undefined ? [] : [{ ...place, value: table.ofRow(key) }];
  });
  return { places, countryOf: (place: KeptPlace) => countries.get(keyOf(place)) ?? 'unknown' };
}
