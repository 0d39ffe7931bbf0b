import { Fragment } from 'react';
import { CountryNames } from '../../completeness/reported.tsx';
import type { SilentCountries } from '../../completeness/silent-spans.ts';
import { useLocale } from '../../language/locale.tsx';
import { Say } from '../../language/say.tsx';

/** That a low number of these countries says nothing, as the pages say it under their figures; nothing where nobody was silent. */
export function SilentNote({ silences }: { readonly silences: readonly SilentCountries[] }) {
  if (silences.length === 0) return null;
  return (
    <p className="caption bulletin-silent">
      <Say
        id="completeness.silent"
        values={{
          silences: silences.map((silence, n) => (
            <Fragment key={silence.countries.join()}>
              {n > 0 && '; '}
              <One {...silence} />
            </Fragment>
          )),
        }}
      />
    </p>
  );
}

function One({ countries, spans }: SilentCountries) {
  const { period } = useLocale();
  const months = spans.map(({ from, to }) =>
    from === to ? period(from) : `${period(from)} – ${period(to)}`,
  );
  return (
    <Say
      id="completeness.silent.one"
      values={{ countries: <CountryNames countries={countries} />, months: months.join(', ') }}
    />
  );
}
