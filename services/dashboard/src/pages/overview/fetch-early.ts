import type { QueryClient } from '@tanstack/react-query';
import { changesQuery } from '../../api/changes.ts';
import { onceKnown } from '../../api/once-known.ts';
import { fetchNotesEarly } from '../../api/own.ts';
import { fetchReachEarly } from '../../model/public-record.ts';
import {
  byCountryQuery,
  byPeriodQuery,
  OVERVIEW_URL,
  recordQuery,
  reportingQuery,
  shownPeriod,
} from './overview-questions.ts';

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
