import { Fragment } from 'react';
import type { CountryCompleteness } from '../api/completeness.ts';
import { Country } from './country.tsx';
import { Rounded } from './rounded.tsx';

/** The released number of a country; of several each with its name, because rounded numbers are never added up. */
export function Reported({
  entry: { countries, reported },
  base,
  form = 'text',
}: {
  readonly entry: Pick<CountryCompleteness, 'countries' | 'reported'>;
  readonly base: number;
  readonly form?: 'text' | 'cell';
}) {
  if (reported.length === 0) return '–';
  return reported.map(({ country, incidents }, n) => (
    <Fragment key={country}>
      {n > 0 && '; '}
      {countries.length > 1 && (
        <>
          <Country code={country} />:{' '}
        </>
      )}
      <Rounded value={incidents} form={form} base={base} />
    </Fragment>
  ));
}

/** Names of countries that are published together. */
export function CountryNames({ countries }: { readonly countries: readonly string[] }) {
  return countries.map((code, n) => (
    <Fragment key={code}>
      {n > 0 && ', '}
      <Country code={code} />
    </Fragment>
  ));
}
