import { useQuery } from '@tanstack/react-query';
import { type CompletenessBounds, completenessQuery } from '../api/completeness.ts';
import { monthBounds, monthsOf } from '../model/period.ts';
import { silentSpans } from '../model/silent-spans.ts';
import { SilentNote } from './silent-note.tsx';

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

function useMonths(periods: readonly string[], bounds: CompletenessBounds = monthBounds(periods)) {
  const shown = periods.flatMap(monthsOf);
  const { data } = useQuery({ ...completenessQuery(bounds), enabled: shown.length > 0 });
  return { months: data?.months ?? [], shown };
}
