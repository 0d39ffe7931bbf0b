import { useQuery } from '@tanstack/react-query';
import { type Silence, silencesIn } from '@waylight/reading';
import { completenessQuery, type Told } from '../data/completeness.ts';
import { sinceYearBefore } from '../data/series.ts';
import { useLocale } from '../language/locale.tsx';
import { Say } from '../language/say.tsx';
import { CountryNames, Reported } from './reported.tsx';

/** Countries from which nobody said what it did in a month, a sentence each; nothing where there is none, or it is not told. */
export function Silences({ month, base }: { readonly month: string; readonly base: number }) {
  // The same months that the panel shows: it is asked for once.
  const { data } = useQuery(completenessQuery(sinceYearBefore(month)));
  const silences = silencesIn(data?.months ?? [], month);
  if (silences.length === 0) return null;
  return (
    <ul className="findings">
      {silences.map((silence) => (
        <Sentence key={silence.told.countries.join()} silence={silence} month={month} base={base} />
      ))}
    </ul>
  );
}

function Sentence({
  silence: { told, since, went },
  month,
  base,
}: {
  readonly silence: Silence<Told>;
  readonly month: string;
  readonly base: number;
}) {
  const { period } = useLocale();
  const isNew = went && since === month;
  return (
    <li className="finding finding-silent">
      <Say
        id={isNew ? 'overview.silence.went' : 'overview.silence.since'}
        values={{
          countries: (
            <strong>
              <CountryNames countries={told.countries} />
            </strong>
          ),
          number: <Reported told={told} base={base} />,
          period: period(month),
          since: period(since),
        }}
      />
    </li>
  );
}
