import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { type CompletenessBounds, completenessQuery } from '../api/completeness.ts';
import { monthBounds, monthsOf } from '../model/period.ts';
import { type PeriodSpan, type SilentCountries, silentSpans } from '../model/silence.ts';
import { useLocale } from '../text/locale.tsx';
import { Say } from '../text/say.tsx';
import { SILENT_SIGN } from '../text/table-codes.ts';
import { CountryNames } from './reported.tsx';

type Props = {
  readonly periods: readonly string[];
  /** Countries of the figure; undefined if its numbers are not broken down by country. */
  readonly countries?: readonly string[] | undefined;
  /** True if the table above marks them. */
  readonly isMarked?: boolean;
  /** Months to load, if the page has already loaded more months. */
  readonly bounds?: CompletenessBounds;
};

/**
 * Names the countries of a figure that were silent in its periods, in one sentence. Nothing if none was silent, if completeness
 * is not published, or for weeks of receipt. The figure does not wait for it.
 */
export function SilentMonths({ periods, countries, isMarked = false, bounds }: Props) {
  const { months, shown } = useMonths(periods, bounds);
  return <SilentNote silences={silentSpans(months, shown, countries)} isMarked={isMarked} />;
}

/** Names in the same way the countries in which half of the organisations or fewer, but not none, sent an activity report. */
export function FewReported({ periods, countries, bounds }: Omit<Props, 'isMarked'>) {
  const { months, shown } = useMonths(periods, bounds);
  return <SilentNote silences={silentSpans(months, shown, countries, 'some')} text="completeness.few" />;
}

/** Countries with a mark at their name, or at their end of a border, because they were silent in a period. */
export function useSilentCountries(period: string, bounds?: CompletenessBounds): readonly string[] {
  const { months, shown } = useMonths([period], bounds);
  return silentSpans(months, shown).flatMap(({ countries }) => countries);
}

function useMonths(periods: readonly string[], bounds: CompletenessBounds = monthBounds(periods)) {
  const shown = periods.flatMap(monthsOf);
  const { data } = useQuery({ ...completenessQuery(bounds), enabled: shown.length > 0 });
  return { months: data?.months ?? [], shown };
}

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
  const inWords = ({ from, to }: PeriodSpan) =>
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
