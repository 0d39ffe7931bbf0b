import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { completenessQuery } from '../data/completeness.ts';
import { monthsOf } from '../data/period-steps.ts';
import { useLocale } from '../language/locale.tsx';
import { Say } from '../language/say.tsx';
import { CountryNames } from './reported.tsx';
import { type SilentCountries, type SilentSpan, silentSpans } from './silent-spans.ts';

/**
 * Which of the countries that a figure shows were silent in its periods, in one sentence; nothing where none was, it is not told, or
 * periods are weeks of receipt. Nobody waits for it: the figure is there before.
 */
export function SilentMonths({
  periods,
  countries,
}: {
  readonly periods: readonly string[];
  /** Those that are shown; all, where numbers are not told apart by country. */
  readonly countries?: readonly string[] | undefined;
}) {
  const shown = periods.flatMap(monthsOf).toSorted();
  const [from = '', to = ''] = [shown[0], shown.at(-1)];
  const { data } = useQuery({ ...completenessQuery({ from, to }), enabled: shown.length > 0 });
  const silences = silentSpans(data?.months ?? [], shown, countries);
  if (silences.length === 0) return null;
  return (
    <p className="caption">
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
