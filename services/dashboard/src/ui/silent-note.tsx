import { Fragment } from 'react';
import type { SilentCountries, SilentSpan } from '../model/silent-spans.ts';
import { useLocale } from '../text/locale.tsx';
import { Say } from '../text/say.tsx';
import { SILENT_SIGN } from '../text/table-codes.ts';
import { CountryNames } from './reported.tsx';

/** That a low number of these countries says nothing, in one sentence under a figure; nothing where nobody was silent. */
export function SilentNote({
  silences,
  isMarked = false,
}: {
  readonly silences: readonly SilentCountries[];
  /** Whether they have a sign in the table above: the note says what it stands for. */
  readonly isMarked?: boolean;
}) {
  if (silences.length === 0) return null;
  return (
    <p className="caption silent-note">
      {isMarked && <span aria-hidden="true">{`${SILENT_SIGN} `}</span>}
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
  const inWords = ({ from, to }: SilentSpan) =>
    from === to ? period(from) : `${period(from)} – ${period(to)}`;
  return (
    <Say
      id="completeness.silent.one"
      values={{
        countries: <CountryNames countries={countries} />,
        months: spans.map(inWords).join(', '),
      }}
    />
  );
}
