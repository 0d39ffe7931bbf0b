import { Fragment } from 'react';
import type { SilentCountries, SilentSpan } from '../model/silent-spans.ts';
import { useLocale } from '../text/locale.tsx';
import { Say } from '../text/say.tsx';
import { SILENT_SIGN } from '../text/table-codes.ts';
import { CountryNames } from './reported.tsx';

/**
 * Warns in one sentence that reports of these countries may be missing, because they were silent or half or fewer of their
 * organisations reported. Nothing without countries.
 */
export function SilentNote({
  silences,
  isMarked = false,
  text = 'completeness.silent',
}: {
  readonly silences: readonly SilentCountries[];
  /** True if the table above marks them. The note then explains the mark. */
  readonly isMarked?: boolean;
  readonly text?: 'completeness.silent' | 'completeness.few';
}) {
  if (silences.length === 0) return null;
  return (
    <p className={text === 'completeness.silent' ? 'caption silent-note' : 'caption'} data-part="reporting">
      {isMarked && <span aria-hidden="true">{`${SILENT_SIGN} `}</span>}
      <Say
        id={text}
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
