import { type QueryClient, useQueries, useQuery } from '@tanstack/react-query';
import { periodKindOf } from '@waylight/calendar';
import { changesQuery } from '../../api/changes.ts';
import { isFirstTry } from '../../api/is-first-try.ts';
import { onceKnown } from '../../api/once-known.ts';
import { fetchNotesEarly, notesQuery } from '../../api/own.ts';
import { aboutQuery, nextNumbersQuery, sessionQuery } from '../../api/questions.ts';
import { yearsOf } from '../../model/period.ts';
import { fetchReachEarly, reachQuery } from '../../model/public-record.ts';
import { useOpened } from '../../ui/use-opened.ts';
import { useUrlState } from '../../ui/use-url-state.ts';
import {
  byCountryQuery,
  byPeriodQuery,
  OVERVIEW_URL,
  recordQuery,
  reportingQuery,
  shownPeriod,
} from './overview-questions.ts';

/**
 * Fetches everything that the overview shows; its panels use the same queries. `isComplete` is false until each query has
 * succeeded or failed once, so that all panels appear in one step and none moves another. `isOpen` stays true from then on, so
 * that the choice of a month remains while another month is loading.
 */
export function useOverview() {
  const session = useQuery(sessionQuery());
  const [region, record] = useQueries({ queries: [byPeriodQuery(), recordQuery()] });
  const { state, change } = useUrlState(OVERVIEW_URL);
  const { released, month, release } = shownPeriod(region.data, state.month);
  const choose = (id: string | undefined) => change({ month: id === released.at(-1) ? undefined : id });
  const kind = month === undefined ? undefined : periodKindOf(month);
  const newestYear = record.data && yearsOf(record.data).at(-1);
  const countries = useQuery({ ...byCountryQuery(month ?? ''), enabled: month !== undefined });
  const others = useQueries({
    queries: [
      { ...changesQuery(release ?? '', 'previous'), enabled: release !== undefined },
      { ...changesQuery(release ?? '', 'year-ago'), enabled: release !== undefined },
      { ...reportingQuery(month ?? ''), enabled: month !== undefined },
      { ...reachQuery(newestYear ?? ''), enabled: newestYear !== undefined },
      { ...notesQuery(), enabled: session.data?.organisation !== undefined },
      { ...aboutQuery(), enabled: session.data?.role === 'public' },
      { ...nextNumbersQuery(), enabled: session.data?.role === 'public' },
    ],
  });
  const isComplete = ![session, region, record, countries, ...others].some(isFirstTry);
  const isOpen = useOpened(isComplete);
  // The description of Waylight has the date of the next numbers for the public.
  const next = session.data?.role === 'public' ? undefined : others[0].data?.next;
  return { region, countries, release, released, month, kind, choose, next, isOpen, isComplete };
}

/** Fetches the answers of the overview while texts are still loading. The page itself shows what fails. */
export function fetchEarly(client: QueryClient): void {
  fetchNotesEarly(client);
  fetchReachEarly(client, recordQuery());
  onceKnown(client.fetchQuery(byPeriodQuery()), (answer) => {
    const { month: chosen } = OVERVIEW_URL.read(new URLSearchParams(location.search));
    const { month, release } = shownPeriod(answer, chosen);
    if (month === undefined) return;
    void client.prefetchQuery(byCountryQuery(month));
    void client.prefetchQuery(reportingQuery(month));
    if (release === undefined) return;
    void client.prefetchQuery(changesQuery(release, 'previous'));
    void client.prefetchQuery(changesQuery(release, 'year-ago'));
  });
}
