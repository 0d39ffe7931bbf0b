import { useQuery } from '@tanstack/react-query';
import { Fragment, useMemo } from 'react';
import { trendsQuery } from '../../api/questions.ts';
import type { Answer } from '../../api/schemas.ts';
import { crosstab, exactCell, type Grid, type Head, tableOf, valuesByRow } from '../../model/grid.ts';
import { headText } from '../../model/head-text.ts';
import { codeText } from '../../text/code-name.ts';
import { SIX } from '../../text/countries.ts';
import { type Locale, useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import type { MessageId } from '../../text/texts.ts';
import { Country } from '../../ui/country.tsx';
import { Figure } from '../../ui/figure.tsx';
import { HeadName } from '../../ui/head-name.tsx';
import { Answered } from '../../ui/view-state.tsx';
import type { CountedPlace } from './place-signs.ts';
import styles from './record.module.css';
import { placesQuestion, type RecordChoice } from './record-choice.ts';
import { RecordMap, useSigns } from './record-map.tsx';
import {
  type KeptAs,
  type KeptPlace,
  keptCoarser,
  keptPlace,
  largestFirst,
  placeKey,
  withoutEntry,
} from './record-numbers.ts';

/** The kind of a stored place, in words. */
export const KEPT_WORDS: Readonly<Record<KeptAs, MessageId>> = {
  segment: 'record.place.segment',
  area: 'record.place.area',
  country: 'record.place.country',
  unknown: 'record.place.unknown',
};

/** Explanation of each symbol of the map, most precise first. */
const LEGEND = [
  ['segment', 'record.map.border'],
  ['area', 'record.map.ring'],
  ['country', 'record.map.frame'],
] as const satisfies readonly (readonly [KeptAs, MessageId])[];

/** The places of published events, at their stored precision. */
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
  /** Countries that are named even without an entry. */
  readonly asked: readonly string[];
}) {
  const locale = useLocale();
  const { t, number } = locale;
  const bare = withoutEntry(answer, asked);
  const { places, countryOf } = useMemo(() => placesOf(answer), [answer]);
  const { beside, ...signs } = useSigns(places);
  const title = t('record.map');
  const coarser = keptCoarser(answer);
  const grid: Grid = {
    title,
    fixed: {},
    names: [
      { id: 'place', text: t('record.map.place') },
      { id: 'country', dimension: 'country' },
      { id: 'kept', text: t('record.precision') },
    ],
    columns: [{ id: 'persons', text: t('record.all'), table: tableOf(answer.asOf) }],
    rows: places.map((place) => ({
      heads: [
        placeHead(place, locale),
        { id: countryOf(place), dimension: 'country' },
        { id: place.as, dimension: 'kept', text: t(KEPT_WORDS[place.as]) },
      ],
      cells: [exactCell(place.value)],
    })),
  };
  const map = <RecordMap label={t('record.map.label')} {...signs} />;
  const nameOf = (code: string) => codeText('country', code, locale);
  const notes = [
    ...LEGEND.map(([, words]) => t(words)),
    t('record.map.bare'),
    ...(bare.length === 0 ? [] : [t('record.map.without', { countries: bare.map(nameOf).join(', ') })]),
    ...(coarser.size === 0
      ? []
      : [
          t('record.map.coarser', {
            ...coarserCount(coarser, number),
            countries: [...coarser].map(([code, value]) => `${nameOf(code)} ${number(value)}`).join(', '),
          }),
        ]),
    ...(beside.length === 0
      ? []
      : [
          `${t('record.map.notShown')} ${beside
            .map((place) => `${headText(placeHead(place, locale), locale)}: ${number(place.value)}`)
            .join('; ')}`,
        ]),
  ];
  return (
    <Figure
      title={title}
      finding={`${t('record.title')}: ${title}`}
      caption={t('record.map.caption')}
      explain={answer.explain}
      grids={[grid]}
      charts={[{ chart: map, isMap: true }]}
      notes={notes}
    >
      <div className={styles.places}>
        {map}
        <div>
          <ul className={styles.legend} data-part="legend">
            {LEGEND.map(([as, words]) => (
              <li key={as}>
                <span className={styles.sign} data-as={as} aria-hidden="true" />
                <span>{t(words)}</span>
              </li>
            ))}
            <li>
              <span className={styles.sign} aria-hidden="true" />
              <span>{t('record.map.bare')}</span>
            </li>
          </ul>
          {bare.length > 0 && (
            <p className="caption">
              <Say id="record.map.without" values={{ countries: <CountryList countries={bare} /> }} />
            </p>
          )}
          <Coarser coarser={coarser} />
          {beside.length > 0 && (
            <div className="caption">
              <p>{t('record.map.notShown')}</p>
              <ul>
                {beside.map((place) => (
                  <li key={`${place.as} ${place.code}`}>
                    <HeadName head={placeHead(place, locale)} />: {number(place.value)}
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

/** Explains why the map shows more persons by country than the figure of precision. */
function Coarser({ coarser }: { readonly coarser: ReadonlyMap<string, number> }) {
  const { number } = useLocale();
  if (coarser.size === 0) return null;
  const countries = <CountryList countries={[...coarser.keys()]} values={coarser} />;
  return (
    <p className="caption">
      <Say id="record.map.coarser" values={{ ...coarserCount(coarser, number), countries }} />
    </p>
  );
}

function coarserCount(coarser: ReadonlyMap<string, number>, number: (value: number) => string) {
  const count = [...coarser.values()].reduce((sum, value) => sum + value, 0);
  return { count, n: number(count) };
}

/** Names of countries in a sentence, with their numbers if they have any. */
function CountryList({
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

const placeHead = ({ as, code }: KeptPlace, { t }: Pick<Locale, 't'>): Head =>
  as === 'unknown' ? { id: code, text: t('record.place.unknown') } : { id: code, dimension: as };

/** Persons by stored place, most first. A place at a border belongs to the country of its entry. */
function placesOf(answer: Answer) {
  const countries = new Map<string, string>();
  const kept = new Map<string, KeptPlace>();
  const cells = answer.cells.map((cell) => {
    const place = keptPlace(cell);
    const key = placeKey(place);
    kept.set(key, place);
    const before = countries.get(key) ?? String(cell.country);
    countries.set(key, before === cell.country ? before : 'unknown');
    return { ...cell, place: key };
  });
  const byPlace = largestFirst(crosstab({ ...answer, cells }, { title: '', rows: ['place'] }));
  const places: readonly CountedPlace[] = [...valuesByRow(byPlace)].flatMap(([key, value]) => {
    const place = kept.get(key);
    return place === undefined ? [] : [{ ...place, value }];
  });
  return { places, countryOf: (place: KeptPlace) => countries.get(placeKey(place)) ?? 'unknown' };
}
