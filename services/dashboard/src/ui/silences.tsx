import type { Silence } from '@waylight/presentation';
import type { CompletenessMonth, CountryCompleteness } from '../api/completeness.ts';
import { findAllSilences } from '../model/silence.ts';
import { useLocale } from '../text/locale.tsx';
import { Say } from '../text/say.tsx';
import { SILENT_SIGN } from '../text/table-codes.ts';
import styles from './findings.module.css';
import { CountryNames, Reported } from './reported.tsx';

/**
 * Lists countries that were silent in a month, or in a month that it is compared with, one sentence each. Nothing without
 * silences.
 */
export function Silences({
  months,
  month,
  compared,
  base,
}: {
  readonly months: readonly CompletenessMonth[];
  readonly month: string;
  readonly compared: readonly string[];
  readonly base: number;
}) {
  const { period } = useLocale();
  const { now, earlier } = findAllSilences(months, month, compared);
  if (now.length + earlier.length === 0) return null;
  return (
    <ul className={styles.list} data-part="findings">
      {now.map((silence) => (
        <Sentence key={silence.entry.countries.join()} silence={silence} month={month} base={base} />
      ))}
      {earlier.map(({ countries, periods }) => (
        <li key={countries.join()} data-silence="earlier" data-sign={SILENT_SIGN}>
          <p>
            <Say
              id="overview.silence.earlier"
              values={{
                countries: <Names countries={countries} />,
                periods: periods.map((id) => period(id)).join(', '),
              }}
            />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Names({ countries }: { readonly countries: readonly string[] }) {
  return (
    <strong>
      <CountryNames countries={countries} />
    </strong>
  );
}

function Sentence({
  silence: { entry, since, wentSilent },
  month,
  base,
}: {
  readonly silence: Silence<CountryCompleteness>;
  readonly month: string;
  readonly base: number;
}) {
  const { period } = useLocale();
  const isNew = wentSilent && since === month;
  return (
    <li data-silence="now" data-sign={SILENT_SIGN}>
      <p>
        <Say
          id={isNew ? 'overview.silence.went' : 'overview.silence.since'}
          values={{
            countries: <Names countries={entry.countries} />,
            number: <Reported entry={entry} base={base} />,
            period: period(month),
            since: period(since),
          }}
        />
      </p>
    </li>
  );
}
